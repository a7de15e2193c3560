import * as tf from "@tensorflow/tfjs-core";
import { type Bundle, canonicalJson, type Network, nCoefficientsOf, planNetwork, weightsSha256 } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { forward } from "./forward.ts";
import { freeingTensors } from "./freeing-tensors.ts";
import { type Batch, inputTensor } from "./network-input.ts";
import type { Recipe } from "./recipe.ts";

/**
 * A trained model that another learns from, as its bundle holds it: plain data, as a message carries it. It must never have heard
 * whom the other will be tested on; only whoever divides a corpus can see to that.
 */
export type Teacher = Pick<Bundle, "labels" | "input" | "featuresSha256" | "layers" | "tensors">;

/**
 * Checks that teachers hear and answer as a recipe's network does.
 *
 * @throws RangeError if the recipe has a share for teachers and there are none, or the other way round; if one has other labels,
 *         other input or features of another front end; or if the recipe normalizes by its own training side
 */
export function assertTeachers(
  { input, loss: { teacherShare } }: Recipe,
  labels: readonly string[],
  teachers: readonly Teacher[],
  dsp: Dsp,
): void {
  if (teacherShare === undefined || teachers.length === 0) {
    if (teacherShare === undefined && teachers.length === 0) return;
    const expected = teacherShare === undefined ? "none, for recipe.loss.teacherShare is left out" : "at least 1";
    throw new RangeError(`teachers are ${teachers.length}, expected ${expected}`);
  }
  if (input.normalization === "training") {
    throw new RangeError('recipe.input.normalization is "training", expected "utterance" or "none" with teachers');
  }
  const featuresSha256 = featureFingerprint(dsp, input);
  for (const [i, teacher] of teachers.entries()) {
    if (teacher.labels.join() !== labels.join()) {
      throw new RangeError(`teachers[${i}].labels are ${teacher.labels.join(", ")}, expected ${labels.join(", ")}`);
    }
    if (canonicalJson(teacher.input) !== canonicalJson(input) || teacher.featuresSha256 !== featuresSha256) {
      throw new RangeError(`teachers[${i}].input is another than the recipe's, expected the same features for both`);
    }
  }
}

/** The SHA-256 of a teacher's weights. */
export function teacherSha256(teacher: Teacher): string {
  return weightsSha256(networkOf(teacher), teacher.tensors);
}

/** What teachers say of a batch: the mean of their probabilities, [batch, nClasses], as they would answer with the batch's masks on. */
export function teachersAnswer(teachers: readonly Teacher[], batch: Batch): Float64Array {
  const [first, ...others] = teachers.map((teacher) => answerOf(teacher, batch));
  const sum = Float64Array.from(first);
  for (const other of others) for (let i = 0; i < sum.length; i++) sum[i] += other[i];
  return sum.map((value) => value / teachers.length);
}

function answerOf(teacher: Teacher, batch: Batch): Float32Array {
  return freeingTensors(() => {
    const network = networkOf(teacher);
    const weights = new Map(
      network.parameters.map(({ name, shape }) => [name, tf.tensor(teacher.tensors.get(name)!, shape, "float32")]),
    );
    const logits = forward(network.layers, inputTensor(network, batch), {
      weights,
      lengths: batch.lengths,
      training: null,
    });
    return tf.softmax(logits).dataSync<"float32">();
  });
}

const networkOf = ({ layers, input }: Teacher): Network =>
  planNetwork(layers, input.nFrames, nCoefficientsOf(input.features));
