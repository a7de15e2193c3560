import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Gradients } from "@undertone/kernels/gradients";
import type { Convolution } from "../convolution.ts";
import { addressOf, withScratch } from "../heap.ts";

/** y = x * filter. @param ordered  whether each sum must have XNNPACK's order, also where another way is faster */
export function conv2d(
  gradients: Gradients,
  backend: BackendWasm,
  { x, filter }: Record<"x" | "filter", TensorInfo>,
  c: Convolution,
  ordered: boolean,
): TensorInfo {
  const y = backend.makeOutput([c.batch, c.outH, c.outW, c.outC], "float32");
  withScratch(backend, gradients.conv2dScratch(...scratchShape(c), ordered), (scratch) =>
    // biome-ignore format: one tensor and its shape a line
    gradients.conv2d(
      addressOf(backend, x), c.batch, c.inH, c.inW, c.inC,
      addressOf(backend, y), c.outH, c.outW, c.outC,
      addressOf(backend, filter), c.kernelH, c.kernelW,
      c.strideY, c.strideX, c.dilationY, c.dilationX, c.padTop, c.padLeft,
      ordered, scratch,
    ),
  );
  return y;
}

/** The gradient of `conv2d` with respect to filter. */
export function conv2dBackpropFilter(
  gradients: Gradients,
  backend: BackendWasm,
  { x, dy }: Record<"x" | "dy", TensorInfo>,
  c: Convolution,
): TensorInfo {
  const dw = backend.makeOutput([c.kernelH, c.kernelW, c.inC, c.outC], "float32");
  withScratch(backend, gradients.conv2dBackpropFilterScratch(...scratchShape(c)), (scratch) =>
    // biome-ignore format: one tensor and its shape a line
    gradients.conv2dBackpropFilter(
      addressOf(backend, x), c.batch, c.inH, c.inW, c.inC,
      addressOf(backend, dy), c.outH, c.outW, c.outC,
      addressOf(backend, dw), c.kernelH, c.kernelW,
      c.strideY, c.strideX, c.dilationY, c.dilationX, c.padTop, c.padLeft,
      scratch,
    ),
  );
  return dw;
}

/** The gradient of `conv2d` with respect to x. */
export function conv2dBackpropInput(
  gradients: Gradients,
  backend: BackendWasm,
  { dy, filter }: Record<"dy" | "filter", TensorInfo>,
  c: Convolution,
): TensorInfo {
  const dx = backend.makeOutput([c.batch, c.inH, c.inW, c.inC], "float32");
  withScratch(backend, gradients.conv2dBackpropInputScratch(...scratchShape(c)), (scratch) =>
    // biome-ignore format: one tensor and its shape a line
    gradients.conv2dBackpropInput(
      addressOf(backend, dx), c.batch, c.inH, c.inW, c.inC,
      addressOf(backend, dy), c.outH, c.outW, c.outC,
      addressOf(backend, filter), c.kernelH, c.kernelW,
      c.strideY, c.strideX, c.dilationY, c.dilationX, c.padTop, c.padLeft,
      scratch,
    ),
  );
  return dx;
}

/** What decides how much scratch a convolution needs. */
function scratchShape(c: Convolution): [number, number, number, number, number, number, number] {
  return [c.inC, c.outH, c.outC, c.kernelH, c.kernelW, c.strideY, c.dilationY];
}
