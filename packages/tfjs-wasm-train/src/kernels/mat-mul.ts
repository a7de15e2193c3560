import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  Add,
  BatchMatMul,
  type BatchMatMulAttrs,
  broadcast_util,
  Cast,
  Elu,
  getKernel,
  LeakyRelu,
  Prelu,
  Relu,
  Relu6,
  Sigmoid,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import { addressOf, withScratch } from "../heap.ts";
import type { Kernel } from "../register.ts";

type Inputs = Record<"a" | "b", TensorInfo> & { bias?: TensorInfo; preluActivationWeights?: TensorInfo };

const ACTIVATIONS: Record<string, string> = {
  relu: Relu,
  relu6: Relu6,
  sigmoid: Sigmoid,
  elu: Elu,
  prelu: Prelu,
  leakyrelu: LeakyRelu,
};

/** Matrix products under tfjs's own names: its own add a bias once per 48 inner values, and transpose by a scalar loop. */
export function matMulKernels(gradients: Gradients): Kernel[] {
  return [
    {
      name: BatchMatMul,
      run(backend, { a, b }: Inputs, attrs: BatchMatMulAttrs) {
        if (a.dtype !== "int32" || b.dtype !== "int32") return matMul(gradients, backend, a, b, attrs);
        // As confusionMatrix needs it: exact while no sum passes 2²⁴.
        const [floatA, floatB] = [cast(backend, a, "float32"), cast(backend, b, "float32")];
        const product = matMul(gradients, backend, floatA, floatB, attrs);
        const whole = cast(backend, product, "int32");
        for (const { dataId } of [floatA, floatB, product]) backend.disposeData(dataId);
        return whole;
      },
    },
    {
      name: _FusedMatMul,
      run(backend, { a, b, bias, preluActivationWeights: alpha }: Inputs, attrs: _FusedMatMulAttrs) {
        // Each step takes the place of the one before.
        const then = (x: TensorInfo, kernelName: string, inputs: Record<string, TensorInfo>, options = {}) => {
          const out = getKernel(kernelName, "wasm").kernelFunc({ backend, inputs, attrs: options }) as TensorInfo;
          backend.disposeData(x.dataId);
          return out;
        };
        let y = matMul(gradients, backend, a, b, attrs);
        if (bias) y = then(y, Add, { a: y, b: bias });
        const { activation, leakyreluAlpha } = attrs;
        if (!activation || activation === "linear") return y;
        const name = ACTIVATIONS[activation];
        if (!name) throw new RangeError(`activation is ${activation}, expected ${Object.keys(ACTIVATIONS).join(", ")}`);
        return then(y, name, { x: y, ...(alpha ? { alpha } : {}) }, { alpha: leakyreluAlpha });
      },
    },
  ];
}

function cast(backend: BackendWasm, x: TensorInfo, dtype: TensorInfo["dtype"]): TensorInfo {
  return getKernel(Cast, "wasm").kernelFunc({ backend, inputs: { x }, attrs: { dtype } }) as TensorInfo;
}

/** a · b over the two innermost dimensions, the others broadcast. */
function matMul(
  gradients: Gradients,
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: BatchMatMulAttrs,
): TensorInfo {
  if (a.dtype !== "float32" || b.dtype !== "float32") {
    throw new TypeError(`matMul is given ${a.dtype} and ${b.dtype}, expected float32`);
  }
  for (const { shape } of [a, b]) {
    if (shape.length < 2) throw new RangeError(`matMul is given [${shape}], expected at least two dimensions`);
  }
  const [rows, depth] = matrixOf(a, transposeA);
  const [innerB, columns] = matrixOf(b, transposeB);
  if (innerB !== depth) throw new RangeError(`b is [${b.shape}], expected an inner dimension of ${depth} as a`);
  const outer = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const c = backend.makeOutput([...outer, rows, columns], "float32");
  withScratch(backend, gradients.matMulScratch(columns, depth), (scratch) => {
    for (let i = 0; i < util.sizeFromShape(outer); i++) {
      // biome-ignore format: one matrix a line
      gradients.matMul(
        addressOf(backend, a) + 4 * rows * depth * sourceIndex(i, outer, a), transposeA, rows, depth,
        addressOf(backend, b) + 4 * depth * columns * sourceIndex(i, outer, b), transposeB, columns,
        addressOf(backend, c) + 4 * rows * columns * i, scratch,
      );
    }
  });
  return c;
}

function matrixOf({ shape }: TensorInfo, transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

/** Which matrix of a broadcast tensor is the i-th of the outer shape. */
function sourceIndex(i: number, outer: number[], { shape }: TensorInfo): number {
  let index = 0;
  let step = 1;
  for (let axis = 1; axis <= outer.length; axis++) {
    const at = i % outer[outer.length - axis];
    i = Math.floor(i / outer[outer.length - axis]);
    const length = shape[shape.length - 2 - axis] ?? 1;
    if (length > 1) index += at * step;
    step *= length;
  }
  return index;
}
