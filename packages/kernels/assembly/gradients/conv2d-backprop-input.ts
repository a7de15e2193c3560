import { scatterPatch } from "./patches";
import { columnPanelBytes, EDGE_BYTES, multiplyPanels, packRowPanels, packTransposedColumns } from "./tiles";
import { windowedBackpropInput, windowedBackpropInputScratch } from "./windowed-backprop-input";
import { windowsAreCheaper } from "./windows";

/** Output pixels handled at once: their patches stay in the first-level cache. */
const BLOCK: i32 = 32;

/** Bytes of scratch that `conv2dBackpropInput` needs. */
// biome-ignore format: the shapes of the convolution
export function conv2dBackpropInputScratch(
  inC: i32, outH: i32, outC: i32, kernelH: i32, kernelW: i32, strideY: i32, dilationY: i32,
): usize {
  if (windowsAreCheaper(inC, outH, outC, kernelH, strideY, dilationY)) {
    return windowedBackpropInputScratch(inC, outC, kernelW);
  }
  const columns = kernelH * kernelW * inC;
  return columnPanelBytes(columns, outC) + ((<usize>(BLOCK * (columns + outC))) << 2) + EDGE_BYTES;
}

/**
 * Gradient of `conv2d` with respect to its input: each output pixel sends dy · filterᵀ back to the patch it saw,
 *
 *   dx[b, oy·strideY + ky·dilationY − padTop, ox·strideX + kx·dilationX − padLeft, c] += Σ dy[b, oy, ox, o] · filter[ky, kx, c, o]
 *
 * @param dx       f32[batch, inH, inW, inC], overwritten; overlaps nothing
 * @param dy       f32[batch, outH, outW, outC]
 * @param filter   f32[kernelH, kernelW, inC, outC]
 * @param scratch  `conv2dBackpropInputScratch` bytes
 */
// biome-ignore format: one tensor and its shape a line
export function conv2dBackpropInput(
  dx: usize, batch: i32, inH: i32, inW: i32, inC: i32,
  dy: usize, outH: i32, outW: i32, outC: i32,
  filter: usize, kernelH: i32, kernelW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
  scratch: usize,
): void {
  if (windowsAreCheaper(inC, outH, outC, kernelH, strideY, dilationY)) {
    windowedBackpropInput(
      dx, batch, inH, inW, inC, dy, outH, outW, outC,
      filter, kernelH, kernelW, strideX, dilationY, dilationX, padTop, padLeft, scratch,
    );
    return;
  }
  const columns = kernelH * kernelW * inC;
  const patchBytes = <usize>columns << 2;
  const imageBytes = <usize>(inH * inW * inC) << 2;
  const rowBytes = <usize>outC << 2;
  const pixels = batch * outH * outW;
  const patches = scratch + columnPanelBytes(columns, outC);
  const panels = patches + <usize>BLOCK * patchBytes;
  const edge = panels + <usize>BLOCK * rowBytes;
  packTransposedColumns(filter, rowBytes, outC, columns, scratch);
  memory.fill(dx, 0, <usize>batch * imageBytes);

  let b = 0;
  let oy = 0;
  let ox = 0;
  for (let first = 0; first < pixels; first += BLOCK) {
    const rows = min(BLOCK, pixels - first);
    packRowPanels(dy + <usize>first * rowBytes, rowBytes, rows, outC, panels);
    multiplyPanels(panels, scratch, rows, columns, outC, patches, patchBytes, false, edge);
    for (let row = 0; row < rows; row++) {
      scatterPatch(
        dx + <usize>b * imageBytes, inH, inW, inC,
        kernelH, kernelW, dilationY, dilationX,
        oy * strideY - padTop, ox * strideX - padLeft, patches + <usize>row * patchBytes,
      );
      if (++ox === outW) {
        ox = 0;
        if (++oy === outH) {
          oy = 0;
          b++;
        }
      }
    }
  }
}
