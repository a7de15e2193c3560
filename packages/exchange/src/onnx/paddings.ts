import { type PlannedLayer, paddingBefore } from "@undertone/core";

/** How a window slides over time and frequency. */
export interface Sliding {
  kernel: readonly [number, number];
  strides: readonly [number, number];
  dilations: readonly [number, number];
  padding: "same" | "valid";
}

/** Rows and columns that a window meets beyond the input, as ONNX lists them: before time, before frequency, after both. */
export function paddings(
  { input, output }: Pick<PlannedLayer, "input" | "output">,
  { kernel, strides, dilations, padding }: Sliding,
): [number, number, number, number] {
  const [time, frequency] = [0, 1].map((axis) => {
    const [n, size, stride, dilation] = [input[axis], kernel[axis], strides[axis], dilations[axis]];
    const before = paddingBefore(n, size, stride, dilation, padding);
    const reach = (output[axis] - 1) * stride + (size - 1) * dilation + 1;
    return [before, Math.max(0, reach - before - n)];
  });
  return [time[0], frequency[0], time[1], frequency[1]];
}
