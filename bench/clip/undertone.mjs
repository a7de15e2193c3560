// Times emotion.mjs from PCM to probabilities, in a process of its own; see ../clip.ts.
// Usage: node undertone.mjs emotion.mjs samples.f32 sampleRate
import { pathToFileURL } from "node:url";
import { answer, floats } from "./host.mjs";

const [module, source, sampleRate] = process.argv.slice(2);
const { createRecognizer } = await import(pathToFileURL(module));
const recognizer = await createRecognizer();
const waveform = { samples: floats(source), sampleRate: Number(sampleRate) };
await answer(async () => recognizer.probabilities(waveform));
