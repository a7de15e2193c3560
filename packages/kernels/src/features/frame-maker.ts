import type { FeatureSpec } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import { extractFrames } from "./extract-frames.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { leadOf, nFramesOf, paddedIndex } from "./framing.ts";
import { refusal } from "./write-clean.ts";

/** Zeros behind the last sample: a frame's window is read in whole vectors. */
const SPARE = 4;

/** Makes the frames of one waveform as its samples come in, of which it holds no more than it needs in the module's memory. */
export interface FrameMaker {
  /** samples so far */
  readonly nSamples: number;
  /** frames not yet made that no further sample changes */
  readonly ready: number;
  /**
   * Takes the next samples, those of `samples` from index `start` to before `until`, at most `pieceLength`, once all but
   * three of the frames that were ready are made.
   *
   * @throws RangeError as `clean`, and takes none
   */
  append(samples: Float32Array, start: number, until: number): void;
  /** Ends the waveform: all frames left are ready. */
  end(): void;
  /** Makes the next `nFrames` of those that are ready, see `extractFrames`. */
  make(nFrames: number, values: number, rowLength: number, logMels: number): void;
}

/** Reserves what a frame maker holds of a waveform. */
export function reserveSamples(wasm: FeatureKernels, spec: FeatureSpec, pieceLength: number): number {
  return reserve(wasm, capacityOf(spec, pieceLength));
}

/** One piece, behind it padding, before it padding, what a frame not yet made reaches back, and three frames not yet made. */
function capacityOf({ nFft, winLength, hopLength }: FeatureSpec, pieceLength: number): number {
  return pieceLength + 3 * nFft + winLength + 5 * hopLength + SPARE;
}

/**
 * Makes a frame maker.
 *
 * @param plan     address of the spec's tables
 * @param spec     valid
 * @param address  by `reserveSamples`
 */
export function createFrameMaker(
  wasm: FeatureKernels,
  plan: number,
  spec: FeatureSpec,
  address: number,
  pieceLength: number,
): FrameMaker {
  const { hopLength, winLength, padding } = spec;
  const lead = leadOf(spec);
  const front = Math.max(0, lead);
  const emphasized = spec.preEmphasisScope === "signal" && spec.preEmphasis > 0;
  const capacity = capacityOf(spec, pieceLength);
  let first = -front; // the index of what lies at `address`
  let end = 0;
  let nDone = 0;
  let last = 0;
  let ended = false;

  const view = () => new Float32Array(wasm.memory.buffer, address, capacity);
  const addressOf = (index: number) => address + (index - first) * Float32Array.BYTES_PER_ELEMENT;
  view().fill(0, 0, front);

  /** Frames that no further sample changes: their windows end before n, and what is mirrored in front of them is there. */
  function decided(n: number): number {
    if (ended) return nFramesOf(spec, n);
    if (padding === "reflect" && n <= lead) return 0;
    if (padding === "symmetric" && n < lead) return 0;
    return Math.min(nFramesOf(spec, n), Math.max(0, 1 + Math.floor((n + lead - winLength) / hopLength)));
  }

  /** Has room for samples up to index `until`, if it must by forgetting those that no frame left reaches. */
  function makeRoom(memory: Float32Array, until: number): void {
    if (until - first + SPARE <= capacity) return;
    // The last winLength samples and one stay: the last frames may reach so far behind the end, and mirror them.
    const start = Math.max(first, Math.min(nDone * hopLength - lead, end - winLength - 1));
    memory.copyWithin(0, start - first, end - first);
    first = start;
  }

  /** Puts padding at the indices from `start` to before `until`. */
  function pad(memory: Float32Array, start: number, until: number): void {
    if (padding === "zero") memory.fill(0, start - first, Math.max(start, until) - first);
    else for (let i = start; i < until; i++) memory[i - first] = memory[paddedIndex(i, end, padding) - first];
  }

  return {
    get nSamples() {
      return end;
    },
    get ready() {
      return Math.max(0, decided(end) - nDone);
    },
    append(samples, start, until) {
      const n = until - start;
      if (n === 0) return;
      const memory = view();
      makeRoom(memory, end + n);
      const at = end - first;
      memory.set(n === samples.length ? samples : samples.subarray(start, until), at);
      memory.fill(0, at + n, at + n + SPARE);
      const refused = wasm.cleanSamples(addressOf(end), n);
      if (refused >= 0) {
        memory.fill(0, at, at + n);
        throw refusal(samples, start + refused);
      }
      if (emphasized) {
        const before = last;
        last = memory[at + n - 1];
        wasm.preEmphasize(addressOf(end), n, spec.preEmphasis, before);
      }
      end += n;
    },
    end() {
      ended = true;
      const until = (nFramesOf(spec, end) - 1) * hopLength - lead + winLength;
      const memory = view();
      makeRoom(memory, until);
      pad(memory, end, until);
      if (until > end) memory.fill(0, until - first, until - first + SPARE);
    },
    make(nFrames, values, rowLength, logMels) {
      if (nDone === 0 && padding !== "zero") pad(view(), -front, 0);
      extractFrames(wasm, plan, spec, addressOf(nDone * hopLength - lead), nFrames, values, rowLength, logMels);
      nDone += nFrames;
    },
  };
}
