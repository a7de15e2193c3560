import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { librosaMfcc } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { describe, expect, it } from "vitest";

// librosa 0.11's own MFCCs, which are not part of this repository but lie beside it where it is developed.
const file = fileURLToPath(new URL("../../../../../shared/reference/mfcc-vectors.json", import.meta.url));
const found = existsSync(file);

interface Vector {
  sr: number;
  params: { n_fft: number; win_length?: number; hop_length: number; n_mels: number; n_mfcc: number };
  signal_f32: number[];
  librosa: number[][];
  htkmel: number[][];
}
const vectors: Record<string, Vector> = found ? JSON.parse(readFileSync(file, "utf8")) : {};
const wasm = await loadDsp();

/** Differences between our MFCC and librosa's. */
function errors({ sr, params, signal_f32, ...expected }: Vector, definition: "librosa" | "htkmel"): number[] {
  const extractor = createExtractor(
    wasm,
    librosaMfcc({
      sampleRate: sr,
      nFft: params.n_fft,
      winLength: params.win_length ?? params.n_fft,
      hopLength: params.hop_length,
      nMels: params.n_mels,
      melScale: definition === "librosa" ? "slaney" : "htk",
      melNorm: definition === "librosa" ? "slaney" : "none",
      nMfcc: params.n_mfcc,
    }),
  );
  const { values, nFrames } = extractor.extract(Float32Array.from(signal_f32));
  extractor.dispose();
  expect(nFrames).toBe(expected[definition].length);
  return expected[definition].flat().map((value, i) => Math.abs(value - values[i]));
}

describe.each(["librosa", "htkmel"] as const)("MFCC against librosa's in float64, %s", (definition) => {
  it.skipIf(!found)("differs by at most 1.1e-4, and 8e-6 rms (left out where ../shared/reference is missing)", () => {
    const all = Object.values(vectors).map((vector) => errors(vector, definition));
    expect(all).toHaveLength(12);
    expect(Math.max(...all.flat())).toBeLessThan(1.1e-4);
    expect(Math.hypot(...all.flat()) / Math.sqrt(all.flat().length)).toBeLessThan(8e-6);
  });
});
