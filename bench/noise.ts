import { type Random, randomAt } from "@undertone/core";
import {
  bandLimit,
  coloredNoise,
  convolve,
  gaussianNoise,
  loadDsp,
  mixAtSnr,
  roomResponse,
} from "@undertone/kernels/dsp";
import { contest, here, reportContest } from "./contest.ts";
import { minuteOfSpeech } from "./minute.ts";
import { startPrograms } from "./signal-programs.ts";

/** What do noise, rooms and telephones cost for a minute of speech at 16 kHz, here and in plain loops of JavaScript? */
const SAMPLE_RATE = 16_000;
const N_ROUNDS = 11;
const dsp = await loadDsp();
const samples = await minuteOfSpeech(dsp, SAMPLE_RATE);
const n = samples.length;

/** Box and Muller's transform, two values at a time. */
function boxMuller(uniform: () => number): Float32Array {
  const noise = new Float32Array(n);
  for (let i = 0; i < n; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    noise[i] = radius * Math.cos(angle);
    noise[i + 1] = radius * Math.sin(angle);
  }
  return noise;
}

/** P. Kellet's filter of seven poles, the one that is commonly copied. */
function pinkFilter(white: Float32Array): Float32Array {
  let [b0, b1, b2, b3, b4, b5, b6] = [0, 0, 0, 0, 0, 0, 0];
  return white.map((x) => {
    b0 = 0.99886 * b0 + x * 0.0555179;
    b1 = 0.99332 * b1 + x * 0.0750759;
    b2 = 0.969 * b2 + x * 0.153852;
    b3 = 0.8665 * b3 + x * 0.3104856;
    b4 = 0.55 * b4 + x * 0.5329522;
    b5 = -0.7616 * b5 - x * 0.016898;
    const y = b0 + b1 + b2 + b3 + b4 + b5 + b6 + x * 0.5362;
    b6 = x * 0.115926;
    return y;
  });
}

/** Mixes in plain JavaScript. */
function mixed(noise: Float32Array, snrDb: number): Float32Array {
  let [speech, added] = [0, 0];
  for (let i = 0; i < n; i++) {
    speech += samples[i] * samples[i];
    added += noise[i] * noise[i];
  }
  const gain = Math.sqrt(speech / added) * 10 ** (-snrDb / 20);
  return samples.map((sample, i) => sample + gain * noise[i]);
}

const philox = (): Random => randomAt(1, "augment");
reportContest(
  "Gaussian noise",
  "60 s",
  await contest(
    [
      here("Undertone", () => gaussianNoise(dsp, n, [1, 2, 3, 4])),
      here("JavaScript, Math.random", () => boxMuller(Math.random)),
      here("JavaScript, randomAt of @undertone/core", () => boxMuller(philox().uniform)),
    ],
    N_ROUNDS,
  ),
  [],
);
console.log();

reportContest(
  "Gaussian noise, mixed at 10 dB",
  "60 s",
  await contest(
    [
      here("Undertone", () => mixAtSnr(dsp, samples, gaussianNoise(dsp, n, [1, 2, 3, 4]), 10)),
      here("JavaScript, Math.random", () => mixed(boxMuller(Math.random), 10)),
    ],
    N_ROUNDS,
  ),
  [],
);
console.log();

reportContest(
  "Pink noise",
  "60 s",
  await contest(
    [
      here("Undertone", () => coloredNoise(dsp, n, 1, [1, 2, 3, 4])),
      here("JavaScript, Math.random, Kellet's filter", () => pinkFilter(boxMuller(Math.random))),
    ],
    N_ROUNDS,
  ),
  [],
);
console.log();

for (const rt60 of [0.3, 1]) {
  const response = roomResponse(dsp, SAMPLE_RATE, { rt60, directToReverberantDb: 3, preDelay: 0.01 }, [1, 2, 3, 4]);
  const { contestants, absent } = startPrograms(
    [{ name: "fft.js, overlap-save in JavaScript", peer: "convolve.mjs", numbers: [...response] }],
    samples,
  );
  const standings = await contest(
    [here("Undertone", () => convolve(dsp, samples, response)), ...contestants],
    N_ROUNDS,
  );
  reportContest(`Reverberation, RT60 ${rt60} s`, "60 s of speech", standings, absent);
  console.log();
}

/** What the kernels cost for an utterance of 3 s, tables and all; and whether a tail into silence is slower. */
const utterance = samples.slice(0, 3 * SAMPLE_RATE);
const response = roomResponse(dsp, SAMPLE_RATE, { rt60: 0.5, directToReverberantDb: 3, preDelay: 0.01 }, [1, 2, 3, 4]);
const signals = {
  speech: samples,
  "a second of speech, then silence": samples.map((sample, i) => (i < SAMPLE_RATE ? sample : 0)),
  "subnormal numbers": samples.map((sample) => sample * 1e-39),
  "speech at -180 dB": samples.map((sample) => sample * 1e-9),
};
reportContest(
  "Reverberation of other signals, RT60 0.5 s",
  "60 s",
  await contest(
    Object.entries(signals).map(([name, signal]) => here(name, () => convolve(dsp, signal, response))),
    N_ROUNDS,
  ),
  [],
);
console.log();
reportContest(
  "An utterance",
  "3 s",
  await contest(
    [
      here("pink noise", () => coloredNoise(dsp, utterance.length, 1, [1, 2, 3, 4])),
      here("room and reverberation, RT60 0.5 s", () =>
        convolve(
          dsp,
          utterance,
          roomResponse(dsp, SAMPLE_RATE, { rt60: 0.5, directToReverberantDb: 3, preDelay: 0.01 }, [1, 2, 3, 4]),
        ),
      ),
      here("telephone", () => bandLimit(dsp, utterance, SAMPLE_RATE, { fMin: 300, fMax: 3400 })),
    ],
    N_ROUNDS,
  ),
  [],
);
