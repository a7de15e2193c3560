import { type FeatureSpec, librosaLogMel, percentile, type Waveform } from "@undertone/core";
import { type Dsp, resample } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";

/**
 * How a recording sounds, in a form that survives gain, trimming and re-encoding, [nFrames, 2], row-major: of each frame a
 * word of 32 bits, 0 where nobody speaks, and a key of 1 + 21 bits by which frames are looked up, 0 where there is none.
 * Empty for recordings shorter than 0.32 s.
 */
export type Fingerprint = Uint32Array<ArrayBuffer>;

/** Makes fingerprints; holds memory of its module until `dispose`. */
export interface Fingerprinter {
  /** @throws RangeError if a sample is not finite or the sample rate is not from 4000 to 768000 Hz */
  fingerprint(waveform: Waveform): Fingerprint;
  dispose(): void;
}

const SAMPLE_RATE = 8000;
const N_BANDS = 33;

/** Windows of 256 ms every 16 ms: a cut at any sample shifts frames by at most 8 ms, 3 % of a window. */
const SPEC: FeatureSpec = librosaLogMel({
  sampleRate: SAMPLE_RATE,
  nFft: 2048,
  winLength: 2048,
  hopLength: 128,
  framing: "snipEdges",
  nMels: N_BANDS,
  fMin: 200,
  fMax: 3400,
  melScale: "htk",
  melNorm: "none",
  logScale: "natural",
  logFloor: 1e-20,
  topDb: null,
});

/** Frames over which a band's change is taken, for words (64 ms) and for keys (128 ms). */
const WORD_LAG = 4;
const KEY_LAG = 8;
/** A key joins 7 bits each, of 8 broad bands, from three frames this far apart. */
const KEY_STEP = 4;
const KEY_PARTS = 3;
const N_BROAD = 8;
const NARROW_IN_BROAD = 4;

/** ln of 25 dB in power: frames whose loudest band lies further below that of the 98th percentile are silence. */
const ACTIVE_RANGE = 5.756;

/**
 * Fingerprints by the signs of energy differences along time and frequency (Haitsma & Kalker, "A highly robust audio
 * fingerprinting system", ISMIR 2002), with three changes for speech: logarithms of mel bands instead of energies, changes over
 * 64 instead of 12 ms, and no words in silence, which noise would decide. Word bit b of frame t is the sign of
 * L[t + 4, b] - L[t + 4, b + 1] - L[t, b] + L[t, b + 1], of log-mels L; gain cancels out.
 */
export function createFingerprinter(dsp: Dsp): Fingerprinter {
  const extractor = createExtractor(dsp, SPEC);
  return {
    fingerprint({ samples, sampleRate }) {
      const { values, nFrames } = extractor.extract(resample(dsp, samples, sampleRate, SAMPLE_RATE));
      return fingerprintOf(values, nFrames);
    },
    dispose: extractor.dispose,
  };
}

function fingerprintOf(logMel: Float32Array, nFrames: number): Fingerprint {
  const active = activeFrames(logMel, nFrames);
  const broad = broadBands(logMel, nFrames);
  const parts = signs(broad, N_BROAD, KEY_LAG, active);
  const words = signs(logMel, N_BANDS, WORD_LAG, active);
  const fingerprint = new Uint32Array(2 * words.length);
  for (let t = 0; t < words.length; t++) {
    fingerprint[2 * t] = words[t];
    fingerprint[2 * t + 1] = keyAt(parts, t);
  }
  return fingerprint;
}

function activeFrames(logMel: Float32Array, nFrames: number): boolean[] {
  const loudest = Float32Array.from({ length: nFrames }, (_, t) =>
    Math.max(...logMel.subarray(t * N_BANDS, (t + 1) * N_BANDS)),
  );
  const least = nFrames === 0 ? 0 : percentile(loudest, 98) - ACTIVE_RANGE;
  return Array.from(loudest, (level) => level >= least);
}

/** [nFrames, N_BROAD]: sums of neighboring log-mels, the last band left out. */
function broadBands(logMel: Float32Array, nFrames: number): Float32Array {
  return Float32Array.from({ length: nFrames * N_BROAD }, (_, i) => {
    const start = Math.floor(i / N_BROAD) * N_BANDS + (i % N_BROAD) * NARROW_IN_BROAD;
    return logMel[start] + logMel[start + 1] + logMel[start + 2] + logMel[start + 3];
  });
}

/** Sign bits of each frame, [nFrames - lag]; 0 where either frame is silence, and never 0 elsewhere. */
function signs(bands: Float32Array, nBands: number, lag: number, active: readonly boolean[]): Uint32Array {
  const marked = nBands - 1 < 32 ? 1 << (nBands - 1) : 0;
  return Uint32Array.from({ length: Math.max(0, active.length - lag) }, (_, t) => {
    if (!active[t] || !active[t + lag]) return 0;
    const [now, later] = [t * nBands, (t + lag) * nBands];
    let word = 0;
    for (let b = 0; b < nBands - 1; b++) {
      const change = bands[later + b] - bands[later + b + 1] - bands[now + b] + bands[now + b + 1];
      if (change > 0) word |= 1 << b;
    }
    return (word | marked) >>> 0 || 1;
  });
}

/** 1 + the 21 bits of three frames; 0 if any of them is silence or not there. */
function keyAt(parts: Uint32Array, t: number): number {
  let key = 0;
  for (let part = 0; part < KEY_PARTS; part++) {
    const bits = parts[t + part * KEY_STEP] ?? 0;
    if (bits === 0) return 0;
    key = (key << (N_BROAD - 1)) | (bits & 0x7f);
  }
  return key + 1;
}
