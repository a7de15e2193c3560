import { type FeatureSpec, type Features, nStaticsOf } from "@undertone/core";
import { read, reserve, withScratch } from "../common/arena.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { createFrameMaker } from "./frame-maker.ts";
import { writeClean } from "./write-clean.ts";

/** The columns of single frames, as samples come in; of one waveform. */
export interface FrameStream {
  /** The frames that the samples so far decide. */
  push(samples: Float32Array): Features;
  /** The other frames. */
  finish(): Features;
}

/** Samples of one piece at most: 10 ms at 192 kHz, and no more than tables take. */
export const PIECE = 2048;

/**
 * Makes a stream of what `extractFrames` makes of the whole.
 *
 * @param plan     address of the spec's tables
 * @param spec     valid, without topDb
 * @param address  by `reserveSamples`, of pieces of `PIECE`
 */
export function createFrameStream(wasm: FeatureKernels, plan: number, spec: FeatureSpec, address: number): FrameStream {
  const columns = nStaticsOf(spec);
  const frames = createFrameMaker(wasm, plan, spec, address, PIECE);

  function ready(): Features {
    const nFrames = frames.ready;
    if (nFrames === 0) return { values: new Float32Array(0), nFrames };
    const values = withScratch(wasm, () => {
      const to = reserve(wasm, nFrames * columns);
      frames.make(nFrames, to, columns, 0);
      return read(wasm, to, nFrames * columns);
    });
    return { values, nFrames };
  }

  /** Pieces, none of which may be refused once others are taken. */
  function pushLong(samples: Float32Array): Features {
    withScratch(wasm, () => writeClean(wasm, samples));
    const parts: Features[] = [];
    for (let at = 0; at < samples.length; at += PIECE) {
      frames.append(samples, at, Math.min(at + PIECE, samples.length));
      parts.push(ready());
    }
    return joined(parts);
  }

  return {
    push(samples) {
      if (samples.length > PIECE) return pushLong(samples);
      frames.append(samples, 0, samples.length);
      return ready();
    },
    finish() {
      frames.end();
      return ready();
    },
  };
}

/** Frames behind one another. */
export function joined(parts: readonly Features[]): Features {
  const values = new Float32Array(parts.reduce((length, part) => length + part.values.length, 0));
  let nFrames = 0;
  let length = 0;
  for (const part of parts) {
    values.set(part.values, length);
    length += part.values.length;
    nFrames += part.nFrames;
  }
  return { values, nFrames };
}
