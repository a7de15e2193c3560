import { expect, it } from "vitest";
import { WaveFile } from "wavefile";
import { readWav } from "../src/index.ts";

/** wavefile's own decoding of each bit depth, brought to full scale 1. */
const FULL_SCALE: Record<string, number> = { "8": 128, "16": 32_768, "24": 8_388_608, "32": 2_147_483_648 };

const N = 4096;
const noise = (i: number): number => (Math.imul(i + 1, 2_654_435_761) >>> 0) / 2 ** 32;

it.each(["8", "16", "24", "32", "32f", "64"])(
  "agrees with the wavefile package on %s bits, three channels",
  (depth) => {
    const isFloat = depth === "32f" || depth === "64";
    const fullScale = isFloat ? 1 : FULL_SCALE[depth];
    const channels = [0, 1, 2].map((channel) =>
      Array.from({ length: N }, (_, i) => {
        const sample = 2 * noise(3 * i + channel) - 1;
        return isFloat ? sample : Math.floor(sample * fullScale) + (depth === "8" ? 128 : 0);
      }),
    );
    const file = new WaveFile();
    file.fromScratch(3, 44_100, depth, channels);

    const { waveform } = readWav(file.toBuffer());
    const decoded = new WaveFile(file.toBuffer()).getSamples(false, Float64Array) as unknown as Float64Array[];
    const expected = Float32Array.from({ length: N }, (_, i) => {
      const scaled = decoded.map((channel) => (channel[i] - (depth === "8" ? 128 : 0)) / fullScale);
      return (scaled[0] + scaled[1] + scaled[2]) / 3;
    });
    expect(waveform).toEqual({ samples: expected, sampleRate: 44_100 });
  },
);

it.each(["8a", "8m"])("agrees with the wavefile package on all 256 codes of %s", (law) => {
  const file = new WaveFile();
  file.fromScratch(
    1,
    8000,
    law,
    Uint8Array.from({ length: 256 }, (_, code) => code),
  );
  const decoder = new WaveFile(file.toBuffer());
  if (law === "8a") decoder.fromALaw();
  else decoder.fromMuLaw();

  const expected = Array.from(decoder.getSamples(false, Int16Array) as unknown as Int16Array, (x) => x / 32_768);
  expect([...readWav(file.toBuffer()).waveform.samples].map((x) => x + 0)).toEqual(expected);
});
