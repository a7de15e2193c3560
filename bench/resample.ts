import { resample } from "@undertone/audio";
import { loadDsp } from "@undertone/kernels/dsp";
import { measure, report } from "./measure.ts";
import { syntheticSpeech } from "./speech.ts";

/** What does bringing a minute to 16 kHz cost? The samples need not be speech at the claimed rate. */
const dsp = await loadDsp();
const variants = [48_000, 44_100, 24_414, 96_000].map((sampleRate) => {
  const { samples } = syntheticSpeech(Math.ceil((60 * sampleRate) / 16_000));
  const minute = { samples: samples.slice(0, 60 * sampleRate), sampleRate };
  return { name: `${sampleRate} Hz to 16000 Hz`, run: () => resample(dsp, minute, 16_000) };
});
report("Resampling", "60 s", measure(variants, 21));
