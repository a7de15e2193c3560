import {
  type Bundle,
  DTYPES,
  encodeTensor,
  float32Bytes,
  type PlannedLayer,
  parameterOf,
  quantize,
  tensorFor,
} from "@undertone/core";
import { type BatchNorm, foldBatchNorm, scaleAndShift } from "./batch-norm.ts";
import type { ProgramWriter } from "./program-writer.ts";

/** Where weights are found. */
export type Tensors = Pick<Bundle, "tensors" | "dtypes">;

/**
 * Writes a kernel in its dtype, its bias before it, a batch normalization folded into both: into the values where they are
 * float32, else into the factor of each output channel, in float64 until the last rounding, to 11 significant bits.
 */
export function compileWeights(
  program: ProgramWriter,
  planned: PlannedLayer,
  { tensors, dtypes }: Tensors,
  bias: Float32Array,
  batchNorm?: BatchNorm,
): void {
  const { name, shape } = parameterOf(planned, "kernel");
  const kernel = tensorFor(planned, "kernel", tensors);
  const dtype = dtypes?.get(name) ?? "f32";
  const folded = batchNorm ? foldBatchNorm(kernel, bias, batchNorm) : { filter: kernel, bias };
  program.whole(DTYPES.indexOf(dtype));
  program.float32(dtype === "f32" ? folded.bias : inElevenBits(folded.bias));
  if (dtype === "f32") {
    program.weights(float32Bytes(folded.filter));
    return;
  }
  const factors = batchNorm ? scaleAndShift(batchNorm).scale : new Float64Array(bias.length).fill(1);
  const bytes = encodeTensor(kernel, shape, dtype);
  const scales = dtype === "f16" ? new Float32Array(bias.length).fill(1) : quantize(kernel, shape, dtype).scales;
  program.float32(inElevenBits(scales.map((scale, c) => scale * factors[c])));
  program.weights(dtype === "f16" ? bytes : bytes.subarray(scales.byteLength));
}

/**
 * Values rounded to 11 significant bits, as float16 has and the codes' own scales: what is packed is half as long then, and
 * a channel is off by no more than a 2048th, where its weights are by a sixtieth of the largest, or a 250th.
 */
function inElevenBits(values: Float32Array): Float32Array {
  const bits = Uint32Array.from(new Uint32Array(values.slice().buffer), (word) => (word + 0x80) & ~0xff);
  return new Float32Array(bits.buffer);
}
