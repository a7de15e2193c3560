import { expect, it } from "vitest";
import { optionsFrom } from "./options.ts";

it("takes all engines and jobs, and those that are named, in the table's order", () => {
  const all = optionsFrom([]);
  expect(all).toMatchObject({ named: false, epochs: 30, mayInstall: true, json: false, writeGolden: false });
  expect(optionsFrom(["--only", "webkitgtk,node", "--jobs", "features", "--no-install"])).toEqual({
    ...(all as object),
    engines: ["node", "webkitgtk"],
    named: true,
    jobs: ["features"],
    mayInstall: false,
  });
});

it("refuses what it does not know by name", () => {
  expect(() => optionsFrom(["--only", "node,opera"])).toThrow(
    new RangeError("only is opera, expected some of node,newest-node,bun,deno,chromium,firefox,webkitgtk"),
  );
  expect(() => optionsFrom(["--jobs", ""])).toThrow(/^jobs is , expected some of features,recognition,training/);
  expect(() => optionsFrom(["--epochs", "0"])).toThrow(new RangeError("epochs is 0, expected a whole number from 1"));
  expect(() => optionsFrom(["--fast"])).toThrow(TypeError);
});
