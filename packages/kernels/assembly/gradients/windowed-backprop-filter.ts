import { EDGE_BYTES, multiplyPanels } from "./tiles";
import { evaluate, interpolate, POINTS, viewWindow } from "./toom-cook";
import { rowOr, windowOutputs, windowsPerPhase } from "./windows";

/** Windows summed at once: their values at the points stay in the second-level cache. */
const BLOCK: i32 = 60;

/** Bytes of scratch that `windowedBackpropFilter` needs. */
export function windowedBackpropFilterScratch(inC: i32, outC: i32, kernelW: i32): usize {
  const rows = kernelW * inC;
  const values = POINTS * (rows * outC + BLOCK * (rows + outC));
  return ((<usize>(values + max(inC, outC))) << 2) + EDGE_BYTES;
}

/** As `conv2dBackpropFilter`, by eight products a window, where `windowsAreCheaper`. */
// biome-ignore format: one tensor and its shape a line
export function windowedBackpropFilter(
  x: usize, batch: i32, inH: i32, inW: i32, inC: i32,
  dy: usize, outH: i32, outW: i32, outC: i32,
  dw: usize, kernelH: i32, kernelW: i32,
  strideX: i32, dilationY: i32, dilationX: i32, padTop: i32, padLeft: i32,
  scratch: usize,
): void {
  const rows = kernelW * inC;
  const outputs = windowOutputs(kernelH);
  const inPixel = <usize>inC << 2;
  const outPixel = <usize>outC << 2;
  const inRow = <usize>inW * inPixel;
  const outRow = <usize>outW * outPixel;
  const sumBytes = <usize>rows * outPixel;
  const rowPoint = <usize>(rows * BLOCK) << 2;
  const columnPoint = <usize>BLOCK * outPixel;
  const rowPanels = scratch + <usize>POINTS * sumBytes;
  const columnPanels = rowPanels + <usize>POINTS * rowPoint;
  const zeros = columnPanels + <usize>POINTS * columnPoint;
  const edge = zeros + (<usize>max(inC, outC) << 2);
  memory.fill(zeros, 0, <usize>max(inC, outC) << 2);

  const perPhase = windowsPerPhase(outH, kernelH, dilationY);
  const perColumn = dilationY * perPhase;
  const total = batch * perColumn * outW;
  for (let first = 0; first < total; first += BLOCK) {
    const depth = min(BLOCK, total - first);
    const panel = <usize>depth << 4;
    for (let k = 0; k < depth; k++) {
      const ox = (first + k) % outW;
      const nth = (first + k) / outW;
      const b = <usize>(nth / perColumn);
      const inColumn = nth % perColumn;
      const oy = inColumn / perPhase + (inColumn % perPhase) * outputs * dilationY;

      const column = dy + b * <usize>outH * outRow + <usize>ox * outPixel;
      const y3 = rowOr(zeros, column, oy + 3 * dilationY, outH, outRow);
      const y4 = outputs > 4 ? rowOr(zeros, column, oy + 4 * dilationY, outH, outRow) : zeros;
      const y5 = outputs > 5 ? rowOr(zeros, column, oy + 5 * dilationY, outH, outRow) : zeros;
      evaluate(
        rowOr(zeros, column, oy, outH, outRow),
        rowOr(zeros, column, oy + dilationY, outH, outRow),
        rowOr(zeros, column, oy + 2 * dilationY, outH, outRow),
        y3, y4, y5, outputs === 4 ? y3 : outputs === 5 ? y4 : y5, outPixel,
        columnPanels + (<usize>k << 5), columnPoint, 16, 2 * panel, false,
      );

      const iy = oy - padTop;
      for (let kx = 0; kx < kernelW; kx++) {
        const ix = ox * strideX + kx * dilationX - padLeft;
        const height = <u32>ix < <u32>inW ? inH : 0;
        const pixels = x + b * <usize>inH * inRow + <usize>ix * inPixel;
        viewWindow(
          rowOr(zeros, pixels, iy, height, inRow),
          rowOr(zeros, pixels, iy + dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 2 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 3 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 4 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 5 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 6 * dilationY, height, inRow),
          rowOr(zeros, pixels, iy + 7 * dilationY, height, inRow),
          inPixel, rowPanels + (<usize>k << 4) + <usize>((kx * inC) >> 2) * panel, rowPoint, panel, 2 * panel,
        );
      }
    }
    for (let point: usize = 0; point < <usize>POINTS; point++) {
      multiplyPanels(
        rowPanels + point * rowPoint, columnPanels + point * columnPoint, rows, outC, depth,
        scratch + point * sumBytes, outPixel, first > 0, edge,
      );
    }
  }
  interpolate(scratch, sumBytes, sumBytes, dw, sumBytes, kernelH, kernelH);
}
