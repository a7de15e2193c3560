import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { addressOf } from "../heap.ts";
import type { Kernel } from "../register.ts";
import { FUSED } from "./names.ts";

type Inputs<T extends string> = Record<T, TensorInfo>;

export interface AdamWAttrs {
  scale: number;
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  correction1: number;
  correction2: number;
}

export interface SgdAttrs {
  scale: number;
  learningRate: number;
  momentum: number;
  nesterov: boolean;
  weightDecay: number;
}

/** Kernels that move weights, under names of this package's own. */
export function optimizerKernels(gradients: Gradients): Kernel[] {
  const like = (backend: BackendWasm, { shape }: TensorInfo) => backend.makeOutput([...shape], "float32");
  return [
    {
      name: FUSED.adamW,
      run(backend, { w, m, v, g }: Inputs<"w" | "m" | "v" | "g">, a: AdamWAttrs) {
        const outputs = [like(backend, w), like(backend, w), like(backend, w)];
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        const [newW, newM, newV] = outputs.map(at);
        // biome-ignore format: inputs, outputs, options
        gradients.adamW(
          at(w), at(m), at(v), at(g), util.sizeFromShape(w.shape),
          newW, newM, newV,
          a.scale, a.learningRate, a.beta1, a.beta2, a.epsilon, a.weightDecay, a.correction1, a.correction2,
        );
        return outputs;
      },
    },
    {
      name: FUSED.sgd,
      run(backend, { w, v, g }: Inputs<"w" | "v" | "g">, a: SgdAttrs) {
        const outputs = [like(backend, w), like(backend, w)];
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        const [newW, newV] = outputs.map(at);
        // biome-ignore format: inputs, outputs, options
        gradients.sgd(
          at(w), at(v), at(g), util.sizeFromShape(w.shape),
          newW, newV,
          a.scale, a.learningRate, a.momentum, a.nesterov, a.weightDecay,
        );
        return outputs;
      },
    },
    {
      name: FUSED.exponentialAverage,
      run(backend, { average, x }: Inputs<"average" | "x">, { decay }: { decay: number }) {
        const out = like(backend, average);
        const at = (tensor: TensorInfo) => addressOf(backend, tensor);
        gradients.exponentialAverage(at(average), at(x), at(out), util.sizeFromShape(x.shape), decay);
        return out;
      },
    },
    {
      name: FUSED.energy,
      run(backend, { x }: Inputs<"x">) {
        const energy = gradients.energy(addressOf(backend, x), util.sizeFromShape(x.shape));
        return backend.makeOutput([], "float32", undefined, Float32Array.of(energy));
      },
    },
  ];
}
