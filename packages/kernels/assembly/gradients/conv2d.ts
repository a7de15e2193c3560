import { gatherPatch } from "./patches";
import { columnPanelBytes, EDGE_BYTES, multiplyPanels, packColumns, packRows, TILE_ROWS } from "./tiles";
import { windowedConv2d, windowedConv2dScratch } from "./windowed-conv2d";
import { windowsAreCheaper } from "./windows";

/** Output pixels handled at once: their patches stay in the first-level cache. */
const BLOCK: i32 = 32;

/** Bytes of scratch that `conv2d` needs. */
// biome-ignore format: the shapes of the convolution
export function conv2dScratch(
  inC: i32, outH: i32, outC: i32, kernelH: i32, kernelW: i32, strideY: i32, dilationY: i32, ordered: bool,
): usize {
  if (!ordered && windowsAreCheaper(inC, outH, outC, kernelH, strideY, dilationY)) {
    return windowedConv2dScratch(inC, outC, kernelW);
  }
  const depth = kernelH * kernelW * inC;
  return columnPanelBytes(outC, depth) + ((<usize>((BLOCK + TILE_ROWS) * depth)) << 2) + EDGE_BYTES;
}

/**
 * 2-D convolution (as networks have it: correlation), all tensors channels-last:
 *
 *   y[b, oy, ox, :] = Σ x[b, oy·strideY + ky·dilationY − padTop, ox·strideX + kx·dilationX − padLeft, c] · filter[ky, kx, c, :]
 *
 * where x is zero outside its bounds. By windows, where they have fewer products, unless `ordered`.
 *
 * @param x        f32[batch, inH, inW, inC]
 * @param filter   f32[kernelH, kernelW, inC, outC]
 * @param y        f32[batch, outH, outW, outC], overwritten; overlaps nothing
 * @param ordered  whether to sum over ky, kx, c in rising order, as XNNPACK does; windows round by 1.3 (kernelH 5) to 1.8 bits (3) more
 * @param scratch  `conv2dScratch` bytes
 */
// biome-ignore format: one tensor and its shape a line
export function conv2d(
  x: usize, batch: i32, inH: i32, inW: i32, inC: i32,
  y: usize, outH: i32, outW: i32, outC: i32,
  filter: usize, kernelH: i32, kernelW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
  ordered: bool, scratch: usize,
): void {
  if (!ordered && windowsAreCheaper(inC, outH, outC, kernelH, strideY, dilationY)) {
    windowedConv2d(
      x, batch, inH, inW, inC, y, outH, outW, outC,
      filter, kernelH, kernelW, strideX, dilationY, dilationX, padTop, padLeft, scratch,
    );
    return;
  }
  const depth = kernelH * kernelW * inC;
  const patchBytes = <usize>depth << 2;
  const imageBytes = <usize>(inH * inW * inC) << 2;
  const rowBytes = <usize>outC << 2;
  const pixels = batch * outH * outW;
  const patches = scratch + columnPanelBytes(outC, depth);
  const panels = patches + <usize>TILE_ROWS * patchBytes;
  const edge = panels + <usize>BLOCK * patchBytes;
  packColumns(filter, rowBytes, depth, outC, scratch);

  let b = 0;
  let oy = 0;
  let ox = 0;
  for (let first = 0; first < pixels; first += BLOCK) {
    const rows = min(BLOCK, pixels - first);
    let panel = panels;
    for (let row = 0; row < rows; row += TILE_ROWS) {
      for (let i = 0, height = min(TILE_ROWS, rows - row); i < height; i++) {
        gatherPatch(
          x + <usize>b * imageBytes, inH, inW, inC,
          kernelH, kernelW, dilationY, dilationX,
          oy * strideY - padTop, ox * strideX - padLeft, patches + <usize>i * patchBytes,
        );
        if (++ox === outW) {
          ox = 0;
          if (++oy === outH) {
            oy = 0;
            b++;
          }
        }
      }
      panel = packRows(patches, patchBytes, depth, panel);
    }
    multiplyPanels(panels, scratch, rows, outC, depth, y + <usize>first * rowBytes, rowBytes, false, edge);
  }
}
