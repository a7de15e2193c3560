import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import type { Convolution } from "../convolution.ts";
import { addressOf, withScratch } from "../heap.ts";
import type { Kernel } from "../register.ts";
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput } from "./conv2d.ts";
import { FUSED } from "./names.ts";

type Inputs<T extends string> = Record<T, TensorInfo>;

export interface BatchNormAttrs {
  relu: boolean;
  epsilon: number;
}

export interface StatisticsPoolAttrs {
  lengths: Int32Array;
  deviation: boolean;
}

export interface DropoutAttrs {
  threshold: number;
  scale: number;
  key: readonly [number, number];
  counter: readonly [number, number, number];
}

/** Kernels of the ops that this package adds, under names of its own. */
export function fusedKernels(gradients: Gradients): Kernel[] {
  const like = (backend: BackendWasm, { shape }: TensorInfo) => backend.makeOutput([...shape], "float32");
  const scalar = (backend: BackendWasm, value: number) =>
    backend.makeOutput([], "float32", undefined, Float32Array.of(value));
  return [
    {
      name: FUSED.conv2d,
      run: (backend, inputs: Inputs<"x" | "filter">, plan: Convolution) =>
        conv2d(gradients, backend, inputs, plan, false),
    },
    {
      name: FUSED.conv2dBackpropFilter,
      run: (backend, inputs: Inputs<"x" | "dy">, plan: Convolution) =>
        conv2dBackpropFilter(gradients, backend, inputs, plan),
    },
    {
      name: FUSED.conv2dBackpropInput,
      run: (backend, inputs: Inputs<"dy" | "filter">, plan: Convolution) =>
        conv2dBackpropInput(gradients, backend, inputs, plan),
    },
    {
      name: FUSED.batchNorm,
      run(backend, { x, gamma, beta }: Inputs<"x" | "gamma" | "beta">, { relu, epsilon }: BatchNormAttrs) {
        const [rows, channels] = rowsAndChannels(x);
        const [y, mean, variance] = [like(backend, x), like(backend, gamma), like(backend, gamma)];
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        withScratch(backend, 4 * channels, (scratch) =>
          // biome-ignore format: inputs, outputs, options
          gradients.batchNorm(
            at(x), rows, channels, at(gamma), at(beta),
            at(y), at(mean), at(variance),
            epsilon, relu, scratch,
          ),
        );
        return [y, mean, variance];
      },
    },
    {
      name: FUSED.batchNormInference,
      run(
        backend,
        { x, gamma, beta, mean, variance }: Inputs<"x" | "gamma" | "beta" | "mean" | "variance">,
        { relu, epsilon }: BatchNormAttrs,
      ) {
        const [rows, channels] = rowsAndChannels(x);
        const y = like(backend, x);
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        withScratch(backend, 8 * channels, (scratch) =>
          // biome-ignore format: inputs, output, options
          gradients.batchNormInference(
            at(x), rows, channels, at(gamma), at(beta), at(mean), at(variance),
            at(y),
            epsilon, relu, scratch,
          ),
        );
        return y;
      },
    },
    {
      name: FUSED.batchNormBackprop,
      run(
        backend,
        { x, gamma, beta, mean, variance, dy }: Inputs<"x" | "gamma" | "beta" | "mean" | "variance" | "dy">,
        { relu, epsilon }: BatchNormAttrs,
      ) {
        const [rows, channels] = rowsAndChannels(x);
        const [dx, dgamma, dbeta] = [like(backend, x), like(backend, gamma), like(backend, beta)];
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        withScratch(backend, 16 * channels, (scratch) =>
          // biome-ignore format: inputs, outputs, options
          gradients.batchNormBackprop(
            at(x), rows, channels, at(gamma), at(beta), at(mean), at(variance), at(dy),
            at(dx), at(dgamma), at(dbeta),
            epsilon, relu, scratch,
          ),
        );
        return [dx, dgamma, dbeta];
      },
    },
    {
      name: FUSED.statisticsPool,
      run(backend, { x }: Inputs<"x">, { lengths, deviation }: StatisticsPoolAttrs) {
        const [batch, time, frequency, channels] = x.shape;
        const width = deviation ? 2 * channels : channels;
        const pooled = backend.makeOutput([batch, width], "float32");
        withScratch(backend, 4 * channels, (scratch) => {
          for (let b = 0; b < batch; b++) {
            const from = addressOf(backend, x) + 4 * b * time * frequency * channels;
            const to = addressOf(backend, pooled) + 4 * b * width;
            gradients.statisticsPool(from, lengths[b] * frequency, channels, to, deviation, scratch);
          }
        });
        return pooled;
      },
    },
    {
      name: FUSED.statisticsPoolBackprop,
      run(backend, { x, pooled, dy }: Inputs<"x" | "pooled" | "dy">, { lengths, deviation }: StatisticsPoolAttrs) {
        const [batch, time, frequency, channels] = x.shape;
        const dx = like(backend, x);
        backend.typedArrayFromHeap(dx).fill(0);
        withScratch(backend, 8 * channels, (scratch) => {
          for (let b = 0; b < batch; b++) {
            const offset = 4 * b * time * frequency * channels;
            const row = 4 * b * pooled.shape[1];
            // biome-ignore format: inputs, output, options
            gradients.statisticsPoolBackprop(
              addressOf(backend, x) + offset, lengths[b] * frequency, channels,
              addressOf(backend, pooled) + row, addressOf(backend, dy) + row,
              addressOf(backend, dx) + offset, deviation, scratch,
            );
          }
        });
        return dx;
      },
    },
    {
      name: FUSED.softmaxCrossEntropy,
      run(backend, { logits, targets, weights }: Inputs<"logits" | "targets" | "weights">) {
        const [batch, nClasses] = logits.shape;
        const gradient = like(backend, logits);
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        const loss = gradients.softmaxCrossEntropy(at(logits), batch, nClasses, at(targets), at(weights), at(gradient));
        return [scalar(backend, loss), gradient];
      },
    },
    {
      name: FUSED.dropout,
      run(backend, { x }: Inputs<"x">, { threshold, scale, key, counter }: DropoutAttrs) {
        const y = like(backend, x);
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        gradients.dropout(at(x), at(y), util.sizeFromShape(x.shape), threshold, scale, ...key, ...counter);
        return y;
      },
    },
  ];
}

/** A tensor of any rank as a matrix with the channels as its columns. */
function rowsAndChannels({ shape }: TensorInfo): [number, number] {
  const channels = shape[shape.length - 1];
  return [util.sizeFromShape(shape.slice(0, -1)), channels];
}
