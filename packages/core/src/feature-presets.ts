import { DEFAULTS, type FeatureSpec } from "./feature-spec.ts";

// FLT_EPSILON, which Kaldi floors mel energies by (feat/feature-fbank.cc).
const FLOAT32_EPSILON = 2 ** -23;

type Changes = Partial<FeatureSpec>;

/**
 * librosa.feature.mfcc with its defaults of version 0.10 and later, at `sampleRate` 22050: a periodic Hann window in the
 * middle of nFft 2048 every 512 samples, zeros around the waveform, 128 Slaney mels of equal area up to half the sample
 * rate, 10 log10 with a floor of 1e-10, top_db 80 over the clip, 20 coefficients of the orthonormal DCT-II.
 *
 * librosa's names: n_fft, win_length (nFft where not given), hop_length, n_mels, n_mfcc, fmin, fmax; htk=True is melScale
 * "htk"; norm=None of the filters is melNorm "none", of the DCT dctNorm "none"; lifter; center=False is framing "snipFft";
 * pad_mode="reflect" is padding "reflect"; power=1 is spectrum "magnitude"; feature.delta is deltas, width deltaWidth.
 *
 * @param changes  fields that replace these
 */
export function librosaMfcc(changes: Changes = {}): FeatureSpec {
  const { sampleRate = 22_050, nFft = 2048 } = changes;
  return {
    ...DEFAULTS,
    kind: "mfcc",
    sampleRate,
    nFft,
    winLength: nFft,
    hopLength: 512,
    nMels: 128,
    fMin: 0,
    fMax: sampleRate / 2,
    melScale: "slaney",
    melNorm: "slaney",
    logScale: "decibel",
    logFloor: 1e-10,
    topDb: 80,
    nMfcc: 20,
    deltas: 0,
    deltaWidth: 9,
    ...changes,
  };
}

/** librosa.power_to_db(librosa.feature.melspectrogram(...)) with the defaults and names of `librosaMfcc`. */
export function librosaLogMel(changes: Changes = {}): FeatureSpec {
  return librosaMfcc({ kind: "logMel", ...changes });
}

/**
 * Kaldi's compute-mfcc-feats and torchaudio.compliance.kaldi.mfcc with dither 0, at `sampleRate` 16000: frames of 25 ms
 * every 10 ms that fit into the waveform, their mean removed, pre-emphasis 0.97, povey window, nFft the next power of two,
 * power spectrum, 23 HTK mels from 20 Hz to half the sample rate with sides straight over mels, ln with floor FLT_EPSILON,
 * 13 coefficients of the orthonormal DCT-II, lifter 22.
 *
 * Kaldi reads 16-bit integers: fullScale is 32768. torchaudio takes samples as they are: fullScale 1 for a waveform in
 * [-1, 1]. use_energy=True is { c0: "none", energy: "first" }, with energyFloor torchaudio's 1 (Kaldi's 0 is FLT_EPSILON
 * here, the floor it has in any case); raw_energy=False is energyOf "windowed"; snip_edges=False is { framing: "centerHop",
 * padding: "symmetric" }. Deltas are add-deltas' with its defaults.
 *
 * @param changes  fields that replace these
 */
export function kaldiMfcc(changes: Changes = {}): FeatureSpec {
  const { sampleRate = 16_000, winLength = Math.floor(sampleRate / 40) } = changes;
  return librosaMfcc({
    sampleRate,
    winLength,
    hopLength: Math.floor(sampleRate / 100),
    nFft: powerOfTwoFrom(winLength),
    framing: "snipEdges",
    fullScale: 32_768,
    removeFrameDc: true,
    preEmphasis: 0.97,
    preEmphasisScope: "frame",
    window: "povey",
    windowSymmetry: "symmetric",
    nMels: 23,
    fMin: 20,
    melScale: "htk",
    melNorm: "none",
    melInterpolation: "mel",
    logScale: "natural",
    logFloor: FLOAT32_EPSILON,
    topDb: null,
    nMfcc: 13,
    lifter: 22,
    lifterOffset: 0,
    energyFloor: FLOAT32_EPSILON,
    deltaWidth: 5,
    deltaKind: "kaldi",
    ...changes,
  });
}

/**
 * Kaldi's compute-fbank-feats and torchaudio.compliance.kaldi.fbank with dither 0: the log-mels of `kaldiMfcc`.
 * use_energy=True is energy "first", with htk_compat=True "last"; use_power=False is spectrum "magnitude".
 */
export function kaldiFbank(changes: Changes = {}): FeatureSpec {
  return kaldiMfcc({ kind: "logMel", ...changes });
}

/**
 * HTK's MFCC_0 (HTK Book 3.4, chapter 5) on 16-bit samples, at `sampleRate` 16000: frames of 25 ms every 10 ms that fit
 * into the waveform, pre-emphasis 0.97, Hamming window, nFft the next power of two, magnitude spectrum (USEPOWER = F), 26
 * mels from 0 Hz to half the sample rate, ln with floor 1, C1 to C12 and then C0 of the DCT with √(2 / N), lifter 22.
 *
 * ZMEANSOURCE = T is removeFrameDc; USEPOWER = T is spectrum "power", as openSMILE's MFCC12_0_D_A has it; MFCC_E is
 * { c0: "none", energy: "last" } without HTK's ENORMALISE, RAWENERGY = F is energyOf "windowed"; _D_A is deltas 2.
 *
 * @param changes  fields that replace these
 */
export function htkMfcc(changes: Changes = {}): FeatureSpec {
  return kaldiMfcc({
    removeFrameDc: false,
    window: "hamming",
    spectrum: "magnitude",
    nMels: 26,
    fMin: 0,
    logFloor: 1,
    dctNorm: "htk",
    c0: "last",
    energyFloor: 1e-10,
    deltaKind: "htk",
    ...changes,
  });
}

/** The smallest power of two from 64 on that is not below n. */
function powerOfTwoFrom(n: number): number {
  let power = 64;
  while (power < n) power *= 2;
  return power;
}
