import { randomAt, validated } from "@undertone/core";
import {
  type AugmentationSpec,
  augmentationSpecSchema,
  augmentWaveform,
  drawAugmentation,
  type WaveformDraws,
} from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { describe, expect, it } from "vitest";
import { tone } from "./specs.ts";

const dsp = await loadDsp();
const BASE: AugmentationSpec = {
  gainDb: [-6, 6],
  noise: { probability: 0.5, snrDb: [5, 30] },
  timeWarp: 0.18,
  melWarp: 0.1,
  timeMasks: { count: 2, share: 0.08 },
  frequencyMasks: { count: 3, share: 0.15 },
  randomCrop: true,
};
const ALL: AugmentationSpec = {
  ...BASE,
  speed: { probability: 0.5, factor: [0.9, 1.1] },
  timeStretch: { probability: 0.3, speed: [0.8, 1.25] },
  pitchShift: { probability: 0.7, semitones: [-3, 2] },
  timeShift: { probability: 0.4, seconds: [-0.5, 0.25], edge: "wrap" },
  reverberation: { probability: 0.6, rt60: [0.2, 0.8], directToReverberantDb: [0, 12], preDelay: [0, 0.02] },
  impulseResponse: { probability: 0.2, recordings: "rooms" },
  background: { probability: 0.8, snrDb: [0, 20], recordings: "street" },
  coloredNoise: { probability: 0.5, snrDb: [5, 30], exponent: [0, 2] },
  bandLimit: { probability: 0.3, fMin: [100, 300], fMax: [3000, 4000] },
};
const NOTHING = draw(BASE, 0).waveform;
function draw(spec: AugmentationSpec, utterance: number) {
  return drawAugmentation(spec, randomAt(7, "augment", { utterance }));
}

/** Rising zero crossings a second at 16 kHz, the ends left out. */
function pitchOf(samples: Float32Array): number {
  const crossings = [];
  for (let i = 2000; i < samples.length - 2000; i++) {
    if (samples[i - 1] < 0 && samples[i] >= 0) crossings.push(i - samples[i] / (samples[i] - samples[i - 1]));
  }
  return (16_000 * (crossings.length - 1)) / (crossings[crossings.length - 1] - crossings[0]);
}

describe("the spec", () => {
  it("takes each augmentation given, null or left out", () => {
    const off: AugmentationSpec = { ...BASE, ...Object.fromEntries(Object.keys(NOTHING).map((name) => [name, null])) };
    for (const spec of [BASE, ALL, off]) expect(validated(augmentationSpecSchema, spec, "augmentation")).toEqual(spec);
  });

  it.each([
    [{ speed: { probability: 1, factor: [0.4, 1] } }, "speed.factor.0 is 0.4, expected a number from 0.5 to 2"],
    [{ speed: { probability: 1, factor: [1.2, 1] } }, "speed.factor is [1.2,1], expected low at most high"],
    [
      { timeStretch: { probability: -1, speed: [1, 1] } },
      "timeStretch.probability is -1, expected a number from 0 to 1",
    ],
    [
      { pitchShift: { probability: 1, semitones: [0, 13] } },
      "pitchShift.semitones.1 is 13, expected a number from -12 to 12",
    ],
    [
      { timeShift: { probability: 1, seconds: [0, 61], edge: "wrap" } },
      "timeShift.seconds.1 is 61, expected a number from -60 to 60",
    ],
    [
      { timeShift: { probability: 1, seconds: [0, 1], edge: "loop" } },
      'timeShift.edge is "loop", expected "silence" or "wrap"',
    ],
    [
      { reverberation: { probability: 1, rt60: [0, 1], directToReverberantDb: [0, 1], preDelay: [0, 0] } },
      "reverberation.rt60.0 is 0, expected a number from 0.01 to 20",
    ],
    [{ background: { probability: 1, snrDb: [0, 1] } }, "background.recordings is undefined, expected a value"],
    [
      { coloredNoise: { probability: 1, snrDb: [0, 1], exponent: [0, 5] } },
      "coloredNoise.exponent.1 is 5, expected a number from -4 to 4",
    ],
    [
      { bandLimit: { probability: 1, fMin: [100, 3000], fMax: [3000, 4000] } },
      'bandLimit is {"probability":1,"fMin":[100,3000],"fMax":[3000,4000]}, expected fMin below fMax, whatever is drawn',
    ],
    [{ pitchShift: { semitones: [0, 1] } }, "pitchShift.probability is undefined, expected a value"],
  ])("refuses %o", (fields, message) => {
    expect(() => validated(augmentationSpecSchema, { ...BASE, ...fields }, "augmentation")).toThrow(
      new RangeError(`augmentation.${message}`),
    );
  });
});

describe("drawing", () => {
  const draws = Array.from({ length: 2000 }, (_, utterance) => draw(ALL, utterance));

  it("leaves what else is drawn as it was", () => {
    for (const [utterance, { waveform, ...others }] of draws.slice(0, 50).entries()) {
      expect(draw(BASE, utterance)).toEqual({ ...others, waveform: NOTHING });
      expect(JSON.parse(JSON.stringify(waveform))).toEqual(waveform);
    }
  });

  it.each([
    ["speed", 0.5, 0.9, 1.1],
    ["timeStretch", 0.3, 0.8, 1.25],
    ["pitchShift", 0.7, -3, 2],
    ["timeShift.seconds", 0.4, -0.5, 0.25],
    ["reverberation.rt60", 0.6, 0.2, 0.8],
    ["reverberation.directToReverberantDb", 0.6, 0, 12],
    ["reverberation.preDelay", 0.6, 0, 0.02],
    ["impulseResponse.which", 0.2, 0, 1],
    ["background.snrDb", 0.8, 0, 20],
    ["background.which", 0.8, 0, 1],
    ["background.at", 0.8, 0, 1],
    ["coloredNoise.snrDb", 0.5, 5, 30],
    ["coloredNoise.exponent", 0.5, 0, 2],
    ["bandLimit.fMin", 0.3, 100, 300],
    ["bandLimit.fMax", 0.3, 3000, 4000],
  ])("draws %s in its share of draws, over its whole range", (path, share, low, high) => {
    const [name, field] = path.split(".") as [keyof WaveformDraws, string?];
    const values = draws.flatMap(({ waveform }) => {
      const drawn: unknown = waveform[name];
      return drawn === null
        ? []
        : [(field === undefined ? drawn : (drawn as Record<string, unknown>)[field]) as number];
    });
    // 2000 coins: five standard errors
    expect(Math.abs(values.length / 2000 - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / 2000));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...values)).toBeLessThan(high);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.95 * (high - low));
  });

  it("draws other noise for each utterance", () => {
    const seeds = draws.flatMap(({ waveform: { reverberation, coloredNoise } }) =>
      [reverberation, coloredNoise].flatMap((drawn) => (drawn ? [drawn.seed.join()] : [])),
    );
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

describe("applying", () => {
  const waveform = { samples: tone(0, 32_000, 0), sampleRate: 16_000 };
  const apply = (draws: Partial<WaveformDraws>) =>
    augmentWaveform(dsp, waveform, { gainDb: null, noise: null, waveform: { ...NOTHING, ...draws } });
  const cents = (samples: Float32Array, hz: number) => 1200 * Math.log2(pitchOf(samples) / hz);

  it("changes length and pitch as each of them says, and as all together say", () => {
    const fast = apply({ speed: 1.25 });
    expect(fast.samples.length).toBe(25_600);
    expect(Math.abs(cents(fast.samples, 550))).toBeLessThan(1);

    const stretched = apply({ timeStretch: 0.8 });
    expect(stretched.samples.length).toBe(40_000);
    expect(Math.abs(cents(stretched.samples, 440))).toBeLessThan(1);

    const shifted = apply({ pitchShift: -4 });
    expect(shifted.samples.length).toBe(32_000);
    expect(Math.abs(cents(shifted.samples, 440) + 400)).toBeLessThan(1);

    const all = apply({ speed: 1.25, timeStretch: 0.8, pitchShift: -4 });
    expect(all.samples.length).toBe(32_000);
    expect(Math.abs(cents(all.samples, 550) + 400)).toBeLessThan(1);
    expect(all.sampleRate).toBe(16_000);
  });

  it("changes nothing where nothing is drawn", () => {
    expect(apply({}).samples).toEqual(waveform.samples);
  });
});
