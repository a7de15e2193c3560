import type { Network, Parameter } from "@undertone/core";

/** Values by parameter name. */
export type Values = ReadonlyMap<string, Float32Array>;

/** All that a learner's further steps depend on, as plain numbers. */
export interface LearnerState {
  /** every parameter: the weights that are trained, and batch normalization's moving statistics */
  weights: Values;
  /** exponential averages of the trained weights; null where the recipe has none */
  averages: Values | null;
  /** AdamW's averages of the trained weights' gradients and of their squares */
  moments: { first: Values; second: Values };
  /** AdamW's beta1ᵗ and beta2ᵗ after t steps */
  powers: [number, number];
}

/** The parameters that steps move; the others are moving statistics. */
export function trainedParameters({ parameters }: Network): Parameter[] {
  return parameters.filter(({ role }) => !role.startsWith("moving"));
}

/** Batch normalization's moving statistics, which steps average. */
export function movingParameters({ parameters }: Network): Parameter[] {
  return parameters.filter(({ role }) => role.startsWith("moving"));
}

/** The state before the first step. */
export function initialState(network: Network, weights: Values, { averaged }: { averaged: boolean }): LearnerState {
  const trained = trainedParameters(network);
  const each = (values: (initial: Float32Array) => Float32Array): Values =>
    new Map(trained.map(({ name }) => [name, values(weights.get(name)!)]));
  const zeros = () => each((initial) => new Float32Array(initial.length));
  return {
    weights,
    averages: averaged ? each((initial) => initial) : null,
    moments: { first: zeros(), second: zeros() },
    powers: [1, 1],
  };
}
