import type { OptimizerSpec } from "./recipe.ts";

/**
 * The learning rate of a step: linear warm-up over the first `warmUp` share of all steps, then constant or half a
 * cosine down to 0 (Loshchilov & Hutter 2017, without restarts). The same bits in every engine.
 *
 * @param step    from 0 to nSteps - 1
 * @param nSteps  in the whole training
 */
export function learningRateAt(step: number, nSteps: number, optimizer: OptimizerSpec): number {
  const { learningRate, warmUp, schedule } = optimizer;
  const nWarmUp = Math.round(warmUp * nSteps);
  if (step < nWarmUp) return (learningRate * (step + 1)) / nWarmUp;
  if (schedule === "constant") return learningRate;
  return (learningRate * (1 + cosineOfPi((step - nWarmUp) / (nSteps - nWarmUp)))) / 2;
}

/** cos(π t) for t in [0, 1], within 1e-11: Taylor's series, since Math.cos differs between engines. */
export function cosineOfPi(t: number): number {
  if (t > 0.5) return -cosineOfPi(1 - t);
  const square = Math.PI * t * (Math.PI * t);
  let sum = 1;
  let term = 1;
  for (let n = 2; n <= 18; n += 2) {
    term *= -square / (n * (n - 1));
    sum += term;
  }
  return sum;
}
