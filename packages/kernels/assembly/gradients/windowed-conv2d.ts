import { columnPanelBytes, EDGE_BYTES, multiplyPanels, packRowPanels } from "./tiles";
import { evaluate, interpolate, POINTS, viewWindow } from "./toom-cook";
import { rowOr, windowOutputs, windowsPerPhase } from "./windows";

/** Windows handled at once: their values at the points stay in the second-level cache. */
const BLOCK: i32 = 32;

/** Bytes of scratch that `windowedConv2d` needs. */
export function windowedConv2dScratch(inC: i32, outC: i32, kernelW: i32): usize {
  const depth = kernelW * inC;
  const values = POINTS * BLOCK * (depth + outC) + BLOCK * depth + inC + outC;
  return <usize>POINTS * columnPanelBytes(outC, depth) + ((<usize>values) << 2) + EDGE_BYTES;
}

/** As `conv2d`, by eight products a window, where `windowsAreCheaper`. */
// biome-ignore format: one tensor and its shape a line
export function windowedConv2d(
  x: usize, batch: i32, inH: i32, inW: i32, inC: i32,
  y: usize, outH: i32, outW: i32, outC: i32,
  filter: usize, kernelH: i32, kernelW: i32,
  strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
  scratch: usize,
): void {
  const depth = kernelW * inC;
  const outputs = windowOutputs(kernelH);
  const inPixel = <usize>inC << 2;
  const outPixel = <usize>outC << 2;
  const inRow = <usize>inW * inPixel;
  const outRow = <usize>outW * outPixel;
  const panelPoint = columnPanelBytes(outC, depth);
  const valueRow = <usize>depth << 2;
  const valuePoint = <usize>BLOCK * valueRow;
  const productPoint = <usize>BLOCK * outPixel;
  const values = scratch + <usize>POINTS * panelPoint;
  const rowPanels = values + <usize>POINTS * valuePoint;
  const products = rowPanels + valuePoint;
  const zeros = products + <usize>POINTS * productPoint;
  const edge = zeros + inPixel + outPixel;
  memory.fill(zeros, 0, inPixel + outPixel);
  packFilter(filter, kernelH, depth, outC, scratch, zeros);

  const perPhase = windowsPerPhase(outH, kernelH, dilationY);
  const perColumn = dilationY * perPhase;
  const total = batch * perColumn * outW;
  for (let first = 0; first < total; first += BLOCK) {
    const rows = min(BLOCK, total - first);
    for (let k = 0; k < rows; k++) {
      const ox = (first + k) % outW;
      const nth = (first + k) / outW;
      const inColumn = nth % perColumn;
      const iy = inColumn / perPhase + (inColumn % perPhase) * outputs * dilationY - padTop;
      const image = x + <usize>(nth / perColumn) * <usize>inH * inRow;
      for (let kx = 0; kx < kernelW; kx++) {
        const ix = ox * strideX + kx * dilationX - padLeft;
        const height = <u32>ix < <u32>inW ? inH : 0;
        const pixels = image + <usize>ix * inPixel;
        viewWindow(
          rowOr(zeros, pixels, iy, height, inRow),
          rowOr(zeros, pixels, iy + dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 2 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 3 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 4 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 5 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 6 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 7 * dilationY, height, inRow),
          inPixel, values + <usize>k * valueRow + <usize>kx * inPixel, valuePoint, 16, 32,
        );
      }
    }
    for (let point: usize = 0; point < <usize>POINTS; point++) {
      packRowPanels(values + point * valuePoint, valueRow, rows, depth, rowPanels);
      multiplyPanels(
        rowPanels, scratch + point * panelPoint, rows, outC, depth,
        products + point * productPoint, outPixel, false, edge,
      );
    }
    for (let k = 0; k < rows; k++) {
      const ox = (first + k) % outW;
      const nth = (first + k) / outW;
      const inColumn = nth % perColumn;
      const oy = inColumn / perPhase + (inColumn % perPhase) * outputs * dilationY;
      // A phase's last window may reach below the image, and with a short phase begin there.
      if (oy >= outH) continue;
      const kept = min(outputs, (outH - oy + dilationY - 1) / dilationY);
      const pixel = <usize>((nth / perColumn * outH + oy) * outW + ox);
      interpolate(
        products + <usize>k * outPixel, productPoint, outPixel,
        y + pixel * outPixel, <usize>dilationY * outRow, outputs, kept,
      );
    }
  }
}

/** The filter's values at the points in panels for `multiplyPanels`. */
// biome-ignore format: the filter, where to
function packFilter(filter: usize, taps: i32, depth: i32, outC: i32, panels: usize, zeros: usize): void {
  const row = <usize>outC << 2;
  const tap = <usize>depth * row;
  for (let k: usize = 0; k < <usize>depth; k++) {
    const w = filter + k * row;
    evaluate(
      w, w + tap, w + 2 * tap, taps > 3 ? w + 3 * tap : zeros, taps > 4 ? w + 4 * tap : zeros, zeros,
      w + <usize>(taps - 1) * tap, row,
      panels + (k << 5), columnPanelBytes(outC, depth), 16, <usize>depth << 5, false,
    );
  }
}
