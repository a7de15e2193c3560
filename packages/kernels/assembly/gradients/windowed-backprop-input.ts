import { columnPanelBytes, EDGE_BYTES, multiplyPanels, packRowPanels, packTransposedColumns } from "./tiles";
import { addWindow, evaluate, POINTS } from "./toom-cook";
import { rowOr, windowOutputs, windowsPerPhase } from "./windows";

/** Windows handled at once: their values at the points stay in the second-level cache. */
const BLOCK: i32 = 32;

/** Bytes of scratch that `windowedBackpropInput` needs. */
export function windowedBackpropInputScratch(inC: i32, outC: i32, kernelW: i32): usize {
  const columns = kernelW * inC;
  const values = POINTS * (columns * outC + BLOCK * (columns + outC)) + BLOCK * outC + inC + outC;
  return <usize>POINTS * columnPanelBytes(columns, outC) + ((<usize>values) << 2) + EDGE_BYTES;
}

/** As `conv2dBackpropInput`, by eight products a window, where `windowsAreCheaper`. */
// biome-ignore format: one tensor and its shape a line
export function windowedBackpropInput(
  dx: usize, batch: i32, inH: i32, inW: i32, inC: i32,
  dy: usize, outH: i32, outW: i32, outC: i32,
  filter: usize, kernelH: i32, kernelW: i32,
  strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
  scratch: usize,
): void {
  const columns = kernelW * inC;
  const outputs = windowOutputs(kernelH);
  const inPixel = <usize>inC << 2;
  const outPixel = <usize>outC << 2;
  const inRow = <usize>inW * inPixel;
  const outRow = <usize>outW * outPixel;
  const filterPoint = <usize>columns * outPixel;
  const panelPoint = columnPanelBytes(columns, outC);
  const valuePoint = <usize>BLOCK * outPixel;
  const productRow = <usize>columns << 2;
  const productPoint = <usize>BLOCK * productRow;
  const panels = scratch + <usize>POINTS * filterPoint;
  const values = panels + <usize>POINTS * panelPoint;
  const rowPanels = values + <usize>POINTS * valuePoint;
  const products = rowPanels + valuePoint;
  const zeros = products + <usize>POINTS * productPoint;
  const outside = zeros + outPixel;
  const edge = outside + inPixel;
  memory.fill(zeros, 0, outPixel + inPixel);
  memory.fill(dx, 0, <usize>(batch * inH) * inRow);
  packFilter(filter, kernelH, columns, outC, scratch, panels, zeros);

  const perPhase = windowsPerPhase(outH, kernelH, dilationY);
  const perColumn = dilationY * perPhase;
  const total = batch * perColumn * outW;
  for (let first = 0; first < total; first += BLOCK) {
    const rows = min(BLOCK, total - first);
    for (let k = 0; k < rows; k++) {
      const ox = (first + k) % outW;
      const nth = (first + k) / outW;
      const inColumn = nth % perColumn;
      const oy = inColumn / perPhase + (inColumn % perPhase) * outputs * dilationY;
      const column = dy + <usize>(nth / perColumn) * <usize>outH * outRow + <usize>ox * outPixel;
      const y3 = rowOr(zeros, column, oy + 3 * dilationY, outH, outRow);
      const y4 = outputs > 4 ? rowOr(zeros, column, oy + 4 * dilationY, outH, outRow) : zeros;
      const y5 = outputs > 5 ? rowOr(zeros, column, oy + 5 * dilationY, outH, outRow) : zeros;
      evaluate(
        rowOr(zeros, column, oy, outH, outRow),
        rowOr(zeros, column, oy + dilationY, outH, outRow),
        rowOr(zeros, column, oy + 2 * dilationY, outH, outRow),
        y3, y4, y5, outputs === 4 ? y3 : outputs === 5 ? y4 : y5, outPixel,
        values + <usize>k * outPixel, valuePoint, 16, 32, false,
      );
    }
    for (let point: usize = 0; point < <usize>POINTS; point++) {
      packRowPanels(values + point * valuePoint, outPixel, rows, outC, rowPanels);
      multiplyPanels(
        rowPanels, panels + point * panelPoint, rows, columns, outC,
        products + point * productPoint, productRow, false, edge,
      );
    }
    for (let k = 0; k < rows; k++) {
      const ox = (first + k) % outW;
      const nth = (first + k) / outW;
      const inColumn = nth % perColumn;
      const iy = inColumn / perPhase + (inColumn % perPhase) * outputs * dilationY - padTop;
      const image = dx + <usize>(nth / perColumn) * <usize>inH * inRow;
      for (let kx = 0; kx < kernelW; kx++) {
        const ix = ox * strideX + kx * dilationX - padLeft;
        if (<u32>ix >= <u32>inW) continue;
        const pixels = image + <usize>ix * inPixel;
        addWindow(
          products + <usize>k * productRow + <usize>kx * inPixel, productPoint,
          rowOr(outside, pixels, iy, inH, inRow),
          rowOr(outside, pixels, iy + dilationY, inH, inRow),
          rowOr(outside, pixels, iy + 2 * dilationY, inH, inRow),
          rowOr(outside, pixels, iy + 3 * dilationY, inH, inRow),
          rowOr(outside, pixels, iy + 4 * dilationY, inH, inRow),
          rowOr(outside, pixels, iy + 5 * dilationY, inH, inRow),
          rowOr(outside, pixels, iy + 6 * dilationY, inH, inRow),
          rowOr(outside, pixels, iy + 7 * dilationY, inH, inRow),
          inPixel,
        );
      }
    }
  }
}

/** The filter's values at the points, f32[POINTS][columns, outC], and their panels for `multiplyPanels`. */
// biome-ignore format: the filter, where to
function packFilter(
  filter: usize, taps: i32, columns: i32, outC: i32,
  values: usize, panels: usize, zeros: usize,
): void {
  const row = <usize>outC << 2;
  const point = <usize>columns * row;
  for (let column: usize = 0; column < <usize>columns; column++) {
    const w = filter + column * row;
    const w3 = taps > 3 ? w + 3 * point : zeros;
    const w4 = taps > 4 ? w + 4 * point : zeros;
    const last = w + <usize>(taps - 1) * point;
    evaluate(w, w + point, w + 2 * point, w3, w4, zeros, last, row, values + column * row, point, 16, 32, true);
  }
  for (let p: usize = 0; p < <usize>POINTS; p++) {
    packTransposedColumns(values + p * point, row, outC, columns, panels + p * columnPanelBytes(columns, outC));
  }
}
