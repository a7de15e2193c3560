import { changeSpeed, loadDsp, pitchShift, timeStretch } from "@undertone/kernels/dsp";
import { contest, here, reportContest } from "./contest.ts";
import { minuteOfSpeech } from "./minute.ts";
import { startPrograms } from "./signal-programs.ts";

/** What does another tempo, another pitch, or both cost for a minute of speech at 16 kHz, here and elsewhere? */
const SAMPLE_RATE = 16_000;
const dsp = await loadDsp();
const samples = await minuteOfSpeech(dsp, SAMPLE_RATE);

for (const [title, tempo, semitones, ours] of [
  ["Time stretch to 1.25 of the speed", 1.25, 0, () => timeStretch(dsp, samples, SAMPLE_RATE, 1.25)],
  ["Time stretch to 0.8 of the speed", 0.8, 0, () => timeStretch(dsp, samples, SAMPLE_RATE, 0.8)],
  ["Pitch shift by 4 semitones", 1, 4, () => pitchShift(dsp, samples, SAMPLE_RATE, 4)],
] as const) {
  const numbers = [SAMPLE_RATE, tempo, semitones];
  const { contestants, absent } = startPrograms(
    [
      { name: "soundtouchjs", peer: "soundtouch.mjs", numbers },
      { name: "native Rubber Band, faster engine", native: "stretch", libraries: ["-lrubberband"], numbers },
    ],
    samples,
  );
  const standings = await contest([here("Undertone", ours), ...contestants], 11);
  reportContest(title, "60 s of speech", standings, absent);
  console.log();
}

const speeds = [1.1, 1.0857].map((speed) => here(`speed ${speed}`, () => changeSpeed(dsp, samples, speed)));
reportContest("Speed, by resampling", "60 s of speech", await contest(speeds, 11), []);
