import { type Bundle, type Dtype, encodeBundle, quantizedBundle } from "@undertone/core";
import { judged } from "@undertone/evaluation";
import { CommandError, rejecting } from "../errors.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { predictionsOfEach } from "./measure-bundles.ts";
import type { MeasuredSide } from "./measured-side.ts";

/** The dtypes that take less room than float32, the smallest first. */
const SMALLER: readonly Dtype[] = ["i6", "i8", "f16"];

/** How a model fares with its weights stored as one dtype. */
export interface WeightsMeasure {
  dtype: Dtype;
  /** of the .undertone file */
  byteLength: number;
  uar: number;
  nll: number;
  /** points of UAR less than with float32; below 0 where it fares better */
  lostPoints: number;
}

/** A bundle with its weights as they are shipped, and what that cost. */
export interface ChosenWeights {
  bundle: Bundle;
  dtype: Dtype;
  /** of float32 and of each dtype that was tried; empty where nothing was measured */
  measures: WeightsMeasure[];
  /** where it was measured */
  side: string | null;
  nRecordings: number;
}

/**
 * Stores a model's weights in as few bits as cost no more than `maxLoss` points of UAR, or in those asked for.
 *
 * @param asked  null: the smallest that costs no more
 * @throws CommandError if what was asked for costs more, or a weight is too large for it
 */
export async function chooseWeights(
  bundle: Bundle,
  asked: Dtype | null,
  maxLoss: number,
  side: MeasuredSide,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ChosenWeights> {
  const dtypes: Dtype[] = ["f32", ...(asked === null ? SMALLER : [asked])];
  const bundles = dtypes.map((dtype) =>
    rejecting(CommandError, () => quantizedBundle(bundle, dtype), `weights are ${dtype}: `),
  );
  const { recordings, name } = side;
  const phase = terminal.phase({
    title: "measure weights",
    total: recordings.length,
    unit: "utterances",
    lines: "timed",
  });
  const made = await predictionsOfEach(bundles, recordings, phase, signal);
  const judgements = made.map((one) => judged(one, bundle.labels, bundle.training.seed));
  const measures = judgements.map(({ metrics, nll }, i) => ({
    dtype: dtypes[i],
    byteLength: encodeBundle(bundles[i]).length,
    uar: metrics.uar,
    nll,
    lostPoints: 100 * (judgements[0].metrics.uar - metrics.uar),
  }));
  const fits = measures.findIndex(({ dtype, lostPoints }) => dtype !== "f32" && lostPoints <= maxLoss);
  if (asked !== null && fits < 0) {
    const lost = measures[1].lostPoints.toFixed(2);
    throw new CommandError(
      `weights are ${asked}, which costs ${lost} points of UAR on ${recordings.length} recordings of ${name}, expected at most ${maxLoss}: see --max-loss`,
    );
  }
  const chosen = Math.max(0, fits);
  return {
    bundle: bundles[chosen],
    dtype: dtypes[chosen],
    measures,
    side: name,
    nRecordings: recordings.length,
  };
}

/** A model with its weights as they are. */
export function weightsAsTheyAre(bundle: Bundle): ChosenWeights {
  return { bundle, dtype: "f32", measures: [], side: null, nRecordings: 0 };
}
