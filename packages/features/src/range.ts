import { between, type Schema } from "@undertone/core";
import * as v from "valibot";

/** [low, high], both from `least` to `most`. */
export const range = (least: number, most: number): Schema<[number, number]> =>
  v.pipe(
    v.strictTuple([between(least, most), between(least, most)], "expected two numbers [low, high]"),
    v.check(([low, high]) => low <= high, "expected low at most high"),
  );
