import { type Network, type Parameter, sizeOf } from "@undertone/core";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Epoch } from "./epoch.ts";
import { type LearnerState, trainedParameters, type Values } from "./learner-state.ts";
import type { TrainingIdentity } from "./training-identity.ts";

/** A training between two epochs: all that decides the rest of it to the bit, but for recipe and data. */
export interface Checkpoint {
  /** the training it belongs to */
  identity: TrainingIdentity;
  /** of the epochs done, from epoch 1 on, at least one */
  history: Epoch[];
  /** the epoch whose weights would be kept now, from 1 */
  keptEpoch: number;
  /** that epoch's weights, every parameter by name */
  kept: Values;
  learner: LearnerState;
}

/**
 * Checks that a training can go on from a checkpoint.
 *
 * @throws CheckpointError if it is of another recipe, other data or another feature front end; if its tensors are not
 *         those of the network
 */
export function assertFits(
  { identity, kept, learner }: Checkpoint,
  expected: TrainingIdentity,
  network: Network,
  averaged: boolean,
): void {
  for (const [name, what] of BELONGINGS) {
    if (identity[name] === expected[name]) continue;
    throw new CheckpointError(`${name} is ${identity[name]}, expected ${expected[name]}: it is of a training ${what}`);
  }
  const trained = trainedParameters(network);
  assertTensors("kept", kept, network.parameters);
  assertTensors("weights", learner.weights, network.parameters);
  assertTensors("first", learner.moments.first, trained);
  assertTensors("second", learner.moments.second, trained);
  assertTensors("averages", learner.averages ?? new Map(), averaged ? trained : []);
}

const BELONGINGS = [
  ["recipeSha256", "by another recipe"],
  ["dataSha256", "on other data"],
  ["featuresSha256", "by another feature front end"],
] as const;

function assertTensors(group: string, values: Values, expected: readonly Parameter[]): void {
  const extra = [...values.keys()].find((name) => !expected.some((parameter) => parameter.name === name));
  if (extra !== undefined) throw new CheckpointError(`tensor ${group}/${extra} is there, expected no such tensor`);
  for (const { name, shape } of expected) {
    const length = values.get(name)?.length ?? 0;
    if (length === sizeOf(shape)) continue;
    throw new CheckpointError(`tensor ${group}/${name} has ${length} values, expected ${sizeOf(shape)}`);
  }
}
