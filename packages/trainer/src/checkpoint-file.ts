import {
  between,
  type ContainerFormat,
  type ContainerHeader,
  decodeContainer,
  encodeContainer,
  type Schema,
  text,
  validated,
  whole,
} from "@undertone/core";
import * as v from "valibot";
import type { Checkpoint } from "./checkpoint.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Epoch } from "./epoch.ts";
import type { Values } from "./learner-state.ts";
import type { TrainingIdentity } from "./training-identity.ts";

/** 10 000 epochs, the most that a recipe has, take less than 230 bytes each. */
const MAX_HEADER_LENGTH = 2 ** 22;

const CHECKPOINT_FORMAT: ContainerFormat = {
  kind: "checkpoint",
  magic: "UNDRCKPT",
  version: 1,
  maxHeaderLength: MAX_HEADER_LENGTH,
  Refusal: CheckpointError,
};

/** Tensors are named GROUP/PARAMETER. */
const GROUPS = ["weights", "averages", "first", "second", "kept"] as const;
type Group = (typeof GROUPS)[number];

interface CheckpointHeader extends ContainerHeader {
  identity: TrainingIdentity;
  history: Epoch[];
  keptEpoch: number;
  powers: [number, number];
}

const finite: Schema<number> = v.pipe(v.number("expected a number"), v.finite("expected a finite number"));

const headerSchema: Schema<CheckpointHeader> = v.strictObject({
  identity: v.strictObject({ recipeSha256: text(), dataSha256: text(), featuresSha256: text() }),
  history: v.array(
    v.strictObject({
      epoch: whole(1, 10_000),
      learningRate: finite,
      trainingLoss: finite,
      validation: v.nullable(v.strictObject({ loss: finite, uar: finite, accuracy: finite })),
    }),
  ),
  keptEpoch: whole(1, 10_000),
  powers: v.strictTuple([between(0, 1), between(0, 1)]),
  tensors: v.array(v.strictObject({ name: text(), shape: v.array(whole(1, 0xffffffff)) })),
});

/**
 * The bytes of a checkpoint file: a container (see `ContainerFormat`) with magic "UNDRCKPT". Equal checkpoints give equal
 * bytes.
 *
 * @throws RangeError for a checkpoint that `decodeCheckpoint` would refuse, with its reason
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { identity, history, keptEpoch, kept, learner } = checkpoint;
  const { weights, averages, moments, powers } = learner;
  const groups: Record<Group, Values> = { weights, averages: averages ?? new Map(), ...moments, kept };
  const tensors = new Map(
    GROUPS.flatMap((group) => Array.from(groups[group], ([name, values]) => [`${group}/${name}`, values] as const)),
  );
  const listed = Array.from(tensors, ([name, { length }]) => ({ name, shape: [length] }));
  const header = validatedHeader({ identity, history, keptEpoch, powers, tensors: listed });
  return encodeContainer(CHECKPOINT_FORMAT, header, tensors);
}

/**
 * Reads a checkpoint file. Whether it belongs to a training is checked where it is resumed.
 *
 * @param file  named in errors
 * @throws CheckpointError if the bytes are not exactly what `encodeCheckpoint` writes
 */
export function decodeCheckpoint(bytes: Uint8Array, file?: string): Checkpoint {
  return decodeContainer(bytes, CHECKPOINT_FORMAT, { header: validatedHeader, content: checkpointOf }, file);
}

function validatedHeader(value: unknown): CheckpointHeader {
  const header = validated(headerSchema, value, "header");
  const { history, keptEpoch, tensors } = header;
  for (const [i, { epoch }] of history.entries()) {
    if (epoch !== i + 1) throw new RangeError(`header.history.${i}.epoch is ${epoch}, expected ${i + 1}`);
  }
  if (keptEpoch > history.length) {
    throw new RangeError(`header.keptEpoch is ${keptEpoch}, expected one of ${history.length} epochs done`);
  }
  const names = new Set<string>();
  for (const { name } of tensors) {
    if (names.has(name)) throw new RangeError(`tensor ${name} is listed twice, expected distinct tensors`);
    if (!GROUPS.some((group) => name.startsWith(`${group}/`))) {
      throw new RangeError(`tensor ${name} is listed, expected names that begin with ${GROUPS.join("/, ")}/`);
    }
    names.add(name);
  }
  return header;
}

function checkpointOf({ identity, history, keptEpoch, powers }: CheckpointHeader, tensors: Values): Checkpoint {
  const group = (of: Group): Values =>
    new Map(
      Array.from(tensors)
        .filter(([name]) => name.startsWith(`${of}/`))
        .map(([name, values]) => [name.slice(of.length + 1), values]),
    );
  const averages = group("averages");
  return {
    identity,
    history,
    keptEpoch,
    kept: group("kept"),
    learner: {
      weights: group("weights"),
      averages: averages.size > 0 ? averages : null,
      moments: { first: group("first"), second: group("second") },
      powers,
    },
  };
}
