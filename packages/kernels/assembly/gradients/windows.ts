import { POINTS } from "./toom-cook";

/*
 * How a convolution and its gradients are cut into windows for toom-cook.ts. A window is one column of eight rows of x,
 * dilationY apart, and the outputs that depend on no other rows. Rows dilationY apart form a sequence, a phase, of its own.
 */

/** Outputs of a window, in rows. */
export function windowOutputs(kernelH: i32): i32 {
  return POINTS + 1 - kernelH;
}

/** Windows of each phase in one column. */
export function windowsPerPhase(outH: i32, kernelH: i32, dilationY: i32): i32 {
  const outputs = windowOutputs(kernelH);
  return ((outH + dilationY - 1) / dilationY + outputs - 1) / outputs;
}

/** Whether windows, at eight products each, are worth their sums: they must save a fifth of all products. */
// biome-ignore format: the shapes of the convolution
export function windowsAreCheaper(
  inC: i32, outH: i32, outC: i32, kernelH: i32, strideY: i32, dilationY: i32,
): bool {
  if (strideY !== 1 || kernelH < 3 || kernelH > 5 || ((inC | outC) & 7) !== 0 || outH < dilationY) return false;
  return 5 * POINTS * dilationY * windowsPerPhase(outH, kernelH, dilationY) <= 4 * outH * kernelH;
}

/** Where row y of an image begins in a column, or `outside` if the image has no such row. */
export function rowOr(outside: usize, column: usize, y: i32, height: i32, rowBytes: usize): usize {
  return <u32>y < <u32>height ? column + <usize>y * rowBytes : outside;
}
