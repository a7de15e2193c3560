import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { getKernel, type TensorInfo, Transpose } from "@tensorflow/tfjs-core";
import type { Kernel } from "../register.ts";

/** What the attributes of tfjs's convolutions say of layout. */
interface LayoutAttrs {
  dataFormat: string;
  pad: unknown;
  inputShape?: readonly number[];
}

const TO_LAST = [0, 2, 3, 1];
const TO_FIRST = [0, 3, 1, 2];

/**
 * A convolution kernel for channels last as one for both layouts: what is channels first (NCHW) is transposed, and the
 * result transposed back.
 *
 * @param images  which inputs are images; filters have one layout only
 * @param result  "image" if the result is one, "filter" if it stays as it is
 */
export function alsoChannelsFirst(kernel: Kernel, images: readonly string[], result: "image" | "filter"): Kernel {
  return {
    name: kernel.name,
    run(backend, inputs: Record<string, TensorInfo>, attrs: LayoutAttrs) {
      if (attrs.dataFormat === "NHWC") return kernel.run(backend, inputs, attrs);
      if (attrs.dataFormat !== "NCHW") throw new RangeError(`dataFormat is ${attrs.dataFormat}, expected NHWC or NCHW`);
      const { pad, inputShape } = attrs;
      const turned = images.map((name) => [name, transpose(backend, inputs[name], TO_LAST)] as const);
      const y = kernel.run(
        backend,
        { ...inputs, ...Object.fromEntries(turned) },
        {
          ...attrs,
          dataFormat: "NHWC",
          pad: Array.isArray(pad) ? TO_LAST.map((axis) => pad[axis]) : pad,
          ...(inputShape ? { inputShape: TO_LAST.map((axis) => inputShape[axis]) } : {}),
        },
      ) as TensorInfo;
      const temporary = turned.map(([, tensor]) => tensor);
      if (result === "image") temporary.push(y);
      const out = result === "image" ? transpose(backend, y, TO_FIRST) : y;
      for (const { dataId } of temporary) backend.disposeData(dataId);
      return out;
    },
  };
}

function transpose(backend: BackendWasm, x: TensorInfo, perm: readonly number[]): TensorInfo {
  return getKernel(Transpose, "wasm").kernelFunc({ backend, inputs: { x }, attrs: { perm: [...perm] } }) as TensorInfo;
}
