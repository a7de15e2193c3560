import { type FeatureSpec, type Features, nCoefficientsOf, nStaticsOf } from "@undertone/core";
import { read, reserve, withScratch } from "../common/arena.ts";
import { appendDeltas } from "./append-deltas.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { createHistory } from "./history.ts";

/** Frames with their deltas, as frames come in; of one waveform. */
export interface DeltaStream {
  /** The frames whose deltas are decided. */
  push(statics: Features): Features;
  /** The other frames. */
  finish(): Features;
}

/**
 * Makes a stream of what `appendDeltas` makes of the whole.
 *
 * @param spec  valid
 */
export function createDeltaStream(wasm: FeatureKernels, spec: FeatureSpec): DeltaStream {
  const { deltas, deltaWidth, deltaKind } = spec;
  const columns = nStaticsOf(spec);
  const rowLength = nCoefficientsOf(spec);
  // Both of librosa's orders are fitted to the frames; the others filter once for each.
  const reach = (Math.min(deltas, deltaKind === "librosa" ? 1 : 2) * (deltaWidth - 1)) / 2;
  if (deltas === 0) {
    return { push: (statics) => statics, finish: () => ({ values: new Float32Array(0), nFrames: 0 }) };
  }
  const history = createHistory();
  let nDone = 0;

  /** Frames of n whose deltas no further frame changes: librosa's first ones continue the first whole fit. */
  function decided(n: number): number {
    if (deltaKind === "librosa" && n < deltaWidth) return 0;
    return Math.max(0, n - reach);
  }

  function emit(until: number): Features {
    const nFrames = Math.max(0, until - nDone);
    if (nFrames === 0) return { values: new Float32Array(0), nFrames };
    const first = Math.max(0, nDone - deltaWidth);
    const end = Math.min(history.end / columns, until + reach);
    const values = withScratch(wasm, () => {
      const rows = reserve(wasm, (end - first) * rowLength);
      const matrix = new Float32Array(wasm.memory.buffer, rows, (end - first) * rowLength);
      for (let t = first; t < end; t++) {
        matrix.set(history.slice(t * columns, (t + 1) * columns), (t - first) * rowLength);
      }
      appendDeltas(wasm, spec, rows, end - first);
      const skipped = (nDone - first) * rowLength * Float32Array.BYTES_PER_ELEMENT;
      return read(wasm, rows + skipped, nFrames * rowLength);
    });
    nDone = until;
    history.forget(Math.max(0, nDone - deltaWidth) * columns);
    return { values, nFrames };
  }

  return {
    push({ values }) {
      history.append(values);
      return emit(decided(history.end / columns));
    },
    finish: () => emit(history.end / columns),
  };
}
