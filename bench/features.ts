import { type FeatureSpec, librosaMfcc, reusedMemory } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor, createFeatureStream } from "@undertone/kernels/features";
import { child } from "./child.ts";
import { contest, here, reportContest } from "./contest.ts";
import { featurePrograms } from "./feature-programs.ts";
import { measure, report } from "./measure.ts";
import { minuteOfSpeech } from "./minute.ts";

/** What do MFCCs of a minute of speech cost, in two common configurations of librosa, here and elsewhere? */
const K: FeatureSpec = librosaMfcc({
  sampleRate: 16_000,
  nFft: 512,
  winLength: 400,
  hopLength: 160,
  nMels: 40,
  nMfcc: 40,
  topDb: null,
});
const L: FeatureSpec = librosaMfcc({ nMfcc: 40 });

const N_ROUNDS = 31;
const N_SLOW_ROUNDS = 3;

const dsp = await loadDsp();
const programs = featurePrograms();

for (const [title, spec] of [
  ["MFCC K: 16 kHz, 400 in 512, hop 160, 40 mels, 40 coefficients", K],
  ["MFCC L: 22.05 kHz, 2048, hop 512, 128 mels, top_db 80, 40 coefficients", L],
] as const) {
  const samples = await minuteOfSpeech(dsp, spec.sampleRate);
  const extractor = createExtractor(dsp, spec);
  const memory = reusedMemory(); // as the native programs, which write into the same memory at each run
  const ours = here("Undertone", () => extractor.extract(samples, memory).values);
  const fresh = here("Undertone, fresh memory for each result", () => extractor.extract(samples).values);
  const started = (isSlow: boolean) =>
    programs.flatMap((one) =>
      "command" in one && (one.isSlow ?? false) === isSlow ? [child(one.name, one.command, spec, samples)] : [],
    );
  const absent = programs.flatMap((one) => ("reason" in one ? [one] : []));
  reportContest(title, "60 s of speech", await contest([ours, fresh, ...started(false)], N_ROUNDS), absent);
  const slow = started(true);
  if (slow.length > 0) {
    console.log();
    reportContest(`${title}: slow ones`, "60 s of speech", await contest([ours, ...slow], N_SLOW_ROUNDS, 1), []);
  }
  extractor.dispose();
  console.log();
}

/** Does it matter what the samples are? Subnormal numbers are 44 times slower to compute with where they get that far. */
const speech = await minuteOfSpeech(dsp, K.sampleRate);
const extractor = createExtractor(dsp, K);
const signals = {
  speech,
  silence: speech.map(() => 0),
  "subnormal numbers": speech.map((sample) => sample * 1e-39),
  "speech at -180 dB, around the smallest that counts": speech.map((sample) => sample * 1e-9),
  "a pure tone, all frames in float64": speech.map((_, t) => Math.sin((2 * Math.PI * 440 * t) / K.sampleRate) / 2),
};
const variants = Object.entries(signals).map(([name, samples]) => ({ name, run: () => extractor.extract(samples) }));
report("MFCC K of other signals", "60 s", measure(variants, N_ROUNDS));

/** What does it cost that samples come in small pieces, each of which wants its frames at once? */
const stream = createFeatureStream(dsp, K);
const streamed = (length: number) => () => {
  for (let at = 0; at < speech.length; at += length) stream.push(speech.subarray(at, at + length));
  stream.finish();
};
const pieces = measure(
  [
    { name: "whole clip", run: () => extractor.extract(speech) },
    { name: "pieces of 40 ms", run: streamed(640) },
    { name: "pieces of 10 ms", run: streamed(160) },
    { name: "pieces of 128 samples", run: streamed(128) },
  ],
  N_ROUNDS,
);
report("MFCC K in pieces", "60 s", pieces, {
  "10 ms over the whole clip": pieces[2].median / pieces[0].median,
  "128 samples over the whole clip": pieces[3].median / pieces[0].median,
});
stream.dispose();
extractor.dispose();
