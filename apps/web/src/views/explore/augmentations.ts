import type { Alteration } from "../../explore/services.ts";

/** A value that a slider sets. */
export interface Setting {
  name: string;
  unit: string;
  least: number;
  most: number;
  step: number;
  value: number;
}

/** A way to alter a clip, as people are told of it. */
export interface AugmentationChoice {
  title: string;
  /** what it stands for in life */
  says: string;
  settings: readonly Setting[];
  /** whether drawing again gives another one */
  random: boolean;
  /** @param values  of the settings, in their order */
  alteration(values: readonly number[]): Omit<Alteration, "draw">;
}

const setting = (
  name: string,
  unit: string,
  [least, most]: [number, number],
  step: number,
  value: number,
): Setting => ({
  name,
  unit,
  least,
  most,
  step,
  value,
});

const plain = (spec: Alteration["spec"]): Omit<Alteration, "draw"> => ({ spec, melStretch: 1 });
const exactly = (value: number): [number, number] => [value, value];
const always = { probability: 1 };

/** All that @undertone/features alters by itself; what needs recordings of rooms or streets is left to training. */
export const AUGMENTATIONS: readonly AugmentationChoice[] = [
  {
    title: "White noise",
    says: "a cheap microphone",
    settings: [setting("signal to noise", "dB", [-5, 40], 1, 10)],
    random: true,
    alteration: ([snrDb]) => plain({ noise: { ...always, snrDb: exactly(snrDb) } }),
  },
  {
    title: "Colored noise",
    says: "wind, traffic, a fan",
    settings: [setting("signal to noise", "dB", [-5, 40], 1, 5), setting("falls as 1 / f to the", "", [0, 2], 0.1, 1)],
    random: true,
    alteration: ([snrDb, exponent]) =>
      plain({ coloredNoise: { ...always, snrDb: exactly(snrDb), exponent: exactly(exponent) } }),
  },
  {
    title: "Reverberation",
    says: "a room",
    settings: [
      setting("reverberation time", "s", [0.1, 3], 0.1, 0.6),
      setting("direct over reverberant", "dB", [-10, 20], 1, 0),
      setting("first reflection after", "s", [0, 0.1], 0.005, 0.01),
    ],
    random: true,
    alteration: ([rt60, direct, preDelay]) =>
      plain({
        reverberation: {
          ...always,
          rt60: exactly(rt60),
          directToReverberantDb: exactly(direct),
          preDelay: exactly(preDelay),
        },
      }),
  },
  {
    title: "Band limit",
    says: "a telephone",
    settings: [setting("from", "Hz", [50, 1000], 10, 300), setting("to", "Hz", [1500, 7500], 100, 3400)],
    random: false,
    alteration: ([fMin, fMax]) => plain({ bandLimit: { ...always, fMin: exactly(fMin), fMax: exactly(fMax) } }),
  },
  {
    title: "Gain",
    says: "nearer, or further away",
    settings: [setting("gain", "dB", [-30, 12], 1, -12)],
    random: false,
    alteration: ([gainDb]) => plain({ gainDb: exactly(gainDb) }),
  },
  {
    title: "Time shift",
    says: "the voice begins later or earlier",
    settings: [setting("later by", "s", [-1, 1], 0.05, 0.4)],
    random: false,
    alteration: ([seconds]) => plain({ timeShift: { ...always, seconds: exactly(seconds), edge: "silence" } }),
  },
  {
    title: "Pitch",
    says: "another voice, at the same tempo",
    settings: [setting("semitones", "", [-6, 6], 0.5, 3)],
    random: false,
    alteration: ([semitones]) => plain({ pitchShift: { ...always, semitones: exactly(semitones) } }),
  },
  {
    title: "Tempo",
    says: "another tempo, at the same pitch",
    settings: [setting("faster by a factor of", "", [0.6, 1.6], 0.05, 1.25)],
    random: false,
    alteration: ([speed]) => plain({ timeStretch: { ...always, speed: exactly(speed) } }),
  },
  {
    title: "Speed",
    says: "tempo and pitch together, as a tape",
    settings: [setting("faster by a factor of", "", [0.6, 1.6], 0.05, 1.2)],
    random: false,
    alteration: ([factor]) => plain({ speed: { ...always, factor: exactly(factor) } }),
  },
  {
    title: "Mel warp",
    says: "a longer or shorter vocal tract; only the network sees it",
    settings: [setting("stretch", "", [0.8, 1.2], 0.02, 1.1)],
    random: false,
    alteration: ([melStretch]) => ({ spec: {}, melStretch }),
  },
  {
    title: "SpecAugment",
    says: "stretches of time and frequency are hidden; only the network sees it",
    settings: [
      setting("masks of each kind", "", [0, 4], 1, 2),
      setting("of time, up to", "%", [0, 30], 1, 15),
      setting("of frequency, up to", "%", [0, 40], 1, 20),
    ],
    random: true,
    alteration: ([count, time, frequency]) =>
      plain({ timeMasks: { count, share: time / 100 }, frequencyMasks: { count, share: frequency / 100 } }),
  },
];
