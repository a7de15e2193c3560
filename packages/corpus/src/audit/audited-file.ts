import type { Waveform } from "@undertone/core";
import type { Utterance } from "../utterance.ts";
import type { Fingerprint } from "./fingerprinter.ts";

/** What an audit knows of a recording's sound. */
export interface SoundFacts {
  seconds: number;
  /** the largest magnitude of a sample */
  peak: number;
  /** √(Σ x² / n); 0 for no samples */
  rms: number;
  /** share of samples of a magnitude from 0.999 on */
  clipped: number;
}

/** A decoded recording as an audit takes it: its samples are not needed any more. */
export interface AuditedFile extends Pick<Utterance, "path" | "corpus" | "label">, SoundFacts {
  /** of the decoded samples: equal for files that differ in their headers or their lossless codec alone */
  sha256: string;
  fingerprint: Fingerprint;
}

/** Measures a waveform. Not a number that a sample may be makes peak and rms the same. */
export function soundFacts({ samples, sampleRate }: Waveform): SoundFacts {
  let peak = 0;
  let energy = 0;
  let nClipped = 0;
  for (const sample of samples) {
    const magnitude = Math.abs(sample);
    peak = Math.max(peak, magnitude);
    energy += sample * sample;
    if (magnitude >= 0.999) nClipped++;
  }
  const n = samples.length;
  return {
    seconds: n / sampleRate,
    peak,
    rms: n === 0 ? 0 : Math.sqrt(energy / n),
    clipped: n === 0 ? 0 : nClipped / n,
  };
}
