import { type FeatureSpec, type Features, nStaticsOf } from "@undertone/core";
import { read, reserve, withScratch } from "../common/arena.ts";
import { extractFrames } from "./extract-frames.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { leadOf, nFramesOf, paddedIndex } from "./framing.ts";
import { createHistory } from "./history.ts";
import { writeClean } from "./write-clean.ts";

/** The columns of single frames, as samples come in; of one waveform. */
export interface FrameStream {
  /** The frames that the samples so far decide. */
  push(samples: Float32Array): Features;
  /** The other frames. */
  finish(): Features;
}

/**
 * Makes a stream of what `extractFrames` makes of the whole.
 *
 * @param plan  address of the spec's tables
 * @param spec  valid, without topDb
 */
export function createFrameStream(wasm: FeatureKernels, plan: number, spec: FeatureSpec): FrameStream {
  const { hopLength, winLength, padding } = spec;
  const columns = nStaticsOf(spec);
  const lead = leadOf(spec);
  const emphasized = spec.preEmphasisScope === "signal" && spec.preEmphasis > 0;
  const history = createHistory();
  let nDone = 0;
  let last = 0;

  function condition(samples: Float32Array): Float32Array {
    return withScratch(wasm, () => {
      const address = writeClean(wasm, samples);
      const before = last;
      last = read(wasm, address + (samples.length - 1) * Float32Array.BYTES_PER_ELEMENT, 1)[0];
      if (emphasized) wasm.preEmphasize(address, samples.length, spec.preEmphasis, before);
      return read(wasm, address, samples.length);
    });
  }

  /** Frames that no further sample changes: their windows end before n, and what is mirrored in front of them is there. */
  function decided(n: number): number {
    if (padding === "reflect" && n <= lead) return 0;
    if (padding === "symmetric" && n < lead) return 0;
    return Math.min(nFramesOf(spec, n), Math.max(0, 1 + Math.floor((n + lead - winLength) / hopLength)));
  }

  /** Puts samples from index `start` on where frames are read, padded at the waveform's ends, 0 from `windowed` on. */
  function fill(framed: Float32Array, start: number, windowed: number): void {
    const n = history.end;
    const inside = Math.min(Math.max(0, -start), windowed);
    const end = Math.max(inside, Math.min(windowed, n - start));
    framed.fill(0);
    framed.set(history.slice(start + inside, start + end), inside);
    if (padding === "zero") return;
    const mirrored = (i: number) => {
      const index = paddedIndex(start + i, n, padding);
      return history.slice(index, index + 1)[0];
    };
    for (let i = 0; i < inside; i++) framed[i] = mirrored(i);
    for (let i = end; i < windowed; i++) framed[i] = mirrored(i);
  }

  function emit(until: number): Features {
    const nFrames = Math.max(0, until - nDone);
    if (nFrames === 0) return { values: new Float32Array(0), nFrames };
    const values = withScratch(wasm, () => {
      const length = wasm.framedLength(plan, nFrames);
      const framed = reserve(wasm, length);
      const to = reserve(wasm, nFrames * columns);
      const windowed = (nFrames - 1) * hopLength + winLength;
      fill(new Float32Array(wasm.memory.buffer, framed, length), nDone * hopLength - lead, windowed);
      extractFrames(wasm, plan, spec, framed, nFrames, to, columns);
      return read(wasm, to, nFrames * columns);
    });
    nDone = until;
    // The last winLength samples and one stay: the last frames may reach so far behind the end, and mirror them.
    history.forget(Math.min(nDone * hopLength - lead, history.end - winLength - 1));
    return { values, nFrames };
  }

  return {
    push(samples) {
      if (samples.length > 0) history.append(condition(samples));
      return emit(decided(history.end));
    },
    finish: () => emit(nFramesOf(spec, history.end)),
  };
}
