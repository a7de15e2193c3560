import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadDsp } from "@undertone/kernels/dsp";
import { expect, it } from "vitest";
import { decodeAudio, loadWaveform } from "../src/index.ts";

/** Clips as RAVDESS, TESS and EMO-DB published them and the same at 16 kHz, where somebody put them beside the repository. */
const data = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));

/** Rate, channels, format and samples per channel, as soxi 14.4.2 reads the same files. */
const CLIPS: [string, number, number, string, number][] = [
  ["emodb/03a01Fa", 16_000, 1, "wav pcm16", 30_372],
  ["ravdess/03-01-02-01-01-02-01", 48_000, 2, "wav pcm16", 172_972],
  ["ravdess/03-01-04-02-01-01-02", 48_000, 1, "wav pcm16", 179_380],
  ["ravdess/03-01-05-02-01-01-02", 48_000, 1, "wav pcm16", 187_388],
  ["ravdess/03-01-06-01-01-02-20", 48_000, 2, "wav pcm16", 209_809],
  ["ravdess/03-01-08-01-02-02-01", 48_000, 2, "wav pcm16", 156_956],
  ["tess/OAF_back_sad", 24_414, 1, "wav pcm16", 62_558],
  ["tess/OAF_food_fear", 96_000, 1, "wav pcm16", 145_172],
  ["tess/OA_bite_neutral", 24_414, 1, "wav pcm16", 51_589],
  ["tess/YAF_dog_happy", 24_414, 1, "wav pcm16", 47_835],
  ["tess/YAF_germ_angry", 24_414, 1, "aiff pcm16", 53_847],
  ["tess/YAF_neat_fear", 24_414, 1, "aiff pcm16", 40_156],
];

const dsp = await loadDsp();

it.skipIf(!existsSync(data)).each(CLIPS)(
  "reads %s as published, and resamples it to what another resampler made of it (left out where ../shared/data is missing)",
  async (clip, sampleRate, channels, format, length) => {
    const bytes = readFileSync(`${data}native/${clip}.wav`);
    const decoded = await decodeAudio(bytes, clip);
    expect(decoded).toMatchObject({ format, channels, warnings: [], waveform: { sampleRate } });
    expect(decoded.waveform.samples.length).toBe(length);

    const [corpus, name] = clip.split("/");
    const flac = readdirSync(data + corpus, { recursive: true, encoding: "utf8" }).find((path) =>
      path.endsWith(`${name}.flac`),
    );
    const reference = (await decodeAudio(readFileSync(`${data}${corpus}/${flac}`))).waveform.samples;
    const { samples } = (await loadWaveform(dsp, bytes, clip, 16_000)).waveform;
    let signal = 0;
    let difference = 0;
    for (let i = 0; i < Math.min(samples.length, reference.length); i++) {
      signal += reference[i] ** 2;
      difference += (reference[i] - samples[i]) ** 2;
    }
    // The reference has 16 bits with dither, and keeps more of what lies above 7 kHz.
    expect(Math.abs(samples.length - reference.length)).toBeLessThanOrEqual(1);
    expect(10 * Math.log10(signal / difference)).toBeGreaterThan(40);
  },
);
