import { createResampler, loadDsp, resample } from "@undertone/kernels/dsp";
import { contest, here, reportContest } from "./contest.ts";
import { measure, report } from "./measure.ts";
import { startPrograms } from "./signal-programs.ts";
import { syntheticSpeech } from "./speech.ts";

/** What does bringing a minute from 48 to 16 kHz cost, here and elsewhere? It need not be speech at the claimed rate. */
const dsp = await loadDsp();
const minuteAt = (sampleRate: number) =>
  syntheticSpeech(Math.ceil((60 * sampleRate) / 16_000)).samples.slice(0, 60 * sampleRate);
const minute = minuteAt(48_000);

const numbers = [48_000, 16_000];
const { contestants, absent } = startPrograms(
  [
    { name: "soxr HQ", native: "resample", libraries: ["-lsoxr"], numbers: [...numbers, 4] },
    { name: "soxr VHQ", native: "resample", libraries: ["-lsoxr"], numbers: [...numbers, 6] },
    { name: "scipy resample_poly", python: "resample.py", modules: ["scipy"], numbers },
    { name: "speex-wasm, quality 5, SIMD", peer: "speex.mjs", numbers: [...numbers, 1] },
    { name: "speex-wasm, quality 5", peer: "speex.mjs", numbers: [...numbers, 0] },
    { name: "libsamplerate-js, medium", peer: "libsamplerate.mjs", numbers },
    { name: "wave-resampler, sinc", peer: "wave-resampler.mjs", numbers },
  ],
  minute,
);
const ours = here("Undertone", () => resample(dsp, minute, 48_000, 16_000));
const steep = here("Undertone, high", () => resample(dsp, minute, 48_000, 16_000, "high"));
const standings = await contest([ours, steep, ...contestants], 11);
reportContest("Resampling 48 to 16 kHz", "60 s", standings, absent);
console.log();

/** And other ratios: exact rows of the filter, interpolated ones, and piece by piece. */
const variants = [44_100, 24_414, 15_999, 11_025, 96_000].map((sampleRate) => {
  const samples = minuteAt(sampleRate);
  return { name: `${sampleRate} Hz to 16000 Hz`, run: () => resample(dsp, samples, sampleRate, 16_000) };
});
const resampler = createResampler(dsp, 48_000, 16_000);
variants.push({
  name: "48000 Hz to 16000 Hz, 20 ms at a time",
  run: () => {
    for (let at = 0; at < minute.length; at += 960) resampler.push(minute.subarray(at, at + 960));
    return resampler.finish();
  },
});
report("Resampling", "60 s", measure(variants, 11));
resampler.dispose();
