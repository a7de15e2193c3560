import { gatherPatch } from "./patches";
import { columnPanelBytes, EDGE_BYTES, multiplyPanels, packColumns, TILE_ROWS } from "./tiles";
import { windowedBackpropFilter, windowedBackpropFilterScratch } from "./windowed-backprop-filter";
import { windowsAreCheaper } from "./windows";

/** Output pixels summed at once; not a multiple of 1024 bytes a row, so that panels do not share cache sets. */
const BLOCK: i32 = 248;

/** Bytes of scratch that `conv2dBackpropFilter` needs. */
// biome-ignore format: the shapes of the convolution
export function conv2dBackpropFilterScratch(
  inC: i32, outH: i32, outC: i32, kernelH: i32, kernelW: i32, strideY: i32, dilationY: i32,
): usize {
  if (windowsAreCheaper(inC, outH, outC, kernelH, strideY, dilationY)) {
    return windowedBackpropFilterScratch(inC, outC, kernelW);
  }
  const rows = (kernelH * kernelW * inC + 3) & ~3;
  return columnPanelBytes(outC, BLOCK) + ((<usize>(rows * (BLOCK + 1))) << 2) + EDGE_BYTES;
}

/**
 * Gradient of `conv2d` with respect to its filter:
 *
 *   dw[ky, kx, c, :] = Σ x[b, oy·strideY + ky·dilationY − padTop, ox·strideX + kx·dilationX − padLeft, c] · dy[b, oy, ox, :]
 *
 * summed over b, oy, ox in blocks of fixed length, where x is zero outside its bounds.
 *
 * @param x        f32[batch, inH, inW, inC]
 * @param dy       f32[batch, outH, outW, outC]
 * @param dw       f32[kernelH, kernelW, inC, outC], overwritten; overlaps nothing
 * @param scratch  `conv2dBackpropFilterScratch` bytes
 */
// biome-ignore format: one tensor and its shape a line
export function conv2dBackpropFilter(
  x: usize, batch: i32, inH: i32, inW: i32, inC: i32,
  dy: usize, outH: i32, outW: i32, outC: i32,
  dw: usize, kernelH: i32, kernelW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
  scratch: usize,
): void {
  if (windowsAreCheaper(inC, outH, outC, kernelH, strideY, dilationY)) {
    windowedBackpropFilter(
      x, batch, inH, inW, inC, dy, outH, outW, outC,
      dw, kernelH, kernelW, strideX, dilationY, dilationX, padTop, padLeft, scratch,
    );
    return;
  }
  const rows = kernelH * kernelW * inC;
  const patchBytes = <usize>((rows + 3) & ~3) << 2;
  const imageBytes = <usize>(inH * inW * inC) << 2;
  const rowBytes = <usize>outC << 2;
  const pixels = batch * outH * outW;
  const patch = scratch + columnPanelBytes(outC, BLOCK);
  const panels = patch + patchBytes;
  const edge = panels + <usize>BLOCK * patchBytes;
  memory.fill(patch, 0, patchBytes);
  memory.fill(dw, 0, <usize>rows * rowBytes);

  let b = 0;
  let oy = 0;
  let ox = 0;
  for (let first = 0; first < pixels; first += BLOCK) {
    const depth = min(BLOCK, pixels - first);
    packColumns(dy + <usize>first * rowBytes, rowBytes, depth, outC, scratch);
    for (let k = 0; k < depth; k++) {
      gatherPatch(
        x + <usize>b * imageBytes, inH, inW, inC,
        kernelH, kernelW, dilationY, dilationX,
        oy * strideY - padTop, ox * strideX - padLeft, patch,
      );
      spread(patch, patchBytes, panels + (<usize>k << 4), <usize>depth << 4);
      if (++ox === outW) {
        ox = 0;
        if (++oy === outH) {
          oy = 0;
          b++;
        }
      }
    }
    multiplyPanels(panels, scratch, rows, outC, depth, dw, rowBytes, first > 0, edge);
  }
}

/** Puts each four values of a patch into the panel of their rows. */
function spread(patch: usize, byteLength: usize, panel: usize, panelBytes: usize): void {
  for (const end = patch + byteLength; patch < end; patch += TILE_ROWS << 2, panel += panelBytes) {
    v128.store(panel, v128.load(patch));
  }
}
