import { writeWav } from "@undertone/audio";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import type { Handlers } from "../workers/rpc.ts";
import { listen } from "./listen.ts";
import { type OpenModel, openModel } from "./open-model.ts";
import { pictureOf } from "./picture.ts";
import { readAudio } from "./read-audio.ts";
import type { RecognizerServices } from "./services.ts";
import { speechLevelDb } from "./speech-level.ts";
import { createWindows, NO_SPEECH_DB } from "./windowing.ts";

const LIVE_HOP_SECONDS = 0.5;

/** A timeline has at least so many windows for its whole width, up to one each quarter of a second. */
const hopFor = (seconds: number): number => (seconds <= 30 ? 0.25 : 0.5);

/** Windows that are recognized between two messages. */
const WINDOWS_A_MESSAGE = 8;

let dsp: Promise<Dsp> | undefined;
let model: OpenModel | undefined;

const kernels = () => (dsp ??= loadDsp());

function opened(): OpenModel {
  if (!model) throw new Error("no model is open, expected `open` before all else");
  return model;
}

export const handlers: Handlers<RecognizerServices> = {
  async open({ bytes, name }) {
    const given = bytes ?? (await import("./default-bundle.ts")).defaultBundle();
    if (!given) return null;
    const next = await openModel(given, name);
    model?.recognizer.dispose();
    model = next;
    return next.card;
  },

  async recognize({ file, name }) {
    const { recognizer } = opened();
    const { waveform, fileSampleRate, channels, format, warnings } = await readAudio(
      await kernels(),
      file,
      name,
      recognizer.sampleRate,
    );
    return {
      probabilities: recognizer.probabilities(waveform),
      seconds: waveform.samples.length / waveform.sampleRate,
      fileSampleRate,
      channels,
      format,
      warnings,
      hasSpeech: speechLevelDb(waveform.samples, waveform.sampleRate) >= NO_SPEECH_DB,
    };
  },

  async synthesize({ number }) {
    const { synthesized } = await import("./synthesized.ts");
    return synthesized(number);
  },

  async analyze({ file, name }, report) {
    const { recognizer, card } = opened();
    const wasm = await kernels();
    const { waveform } = await readAudio(wasm, file, name, recognizer.sampleRate);
    const picture = pictureOf(wasm, waveform);
    report({ kind: "picture", picture, wav: writeWav(waveform) });

    const hopSeconds = hopFor(picture.seconds);
    const windows = createWindows(recognizer, { seconds: card.windowSeconds, hopSeconds });
    const length = Math.round(WINDOWS_A_MESSAGE * hopSeconds * waveform.sampleRate);
    for (let at = 0; at < waveform.samples.length; at += length) {
      report({ kind: "windows", windows: windows.push(waveform.samples.subarray(at, at + length)) });
    }
    report({ kind: "windows", windows: windows.finish() });
    return null;
  },

  async adapt(question, report) {
    const { adaptClips } = await import("../adapt/adapt-clips.ts");
    return adaptClips(await kernels(), opened(), question, report);
  },

  async synthesizeClips() {
    const { synthesizedClips } = await import("../adapt/synthesized-clips.ts");
    return synthesizedClips(opened().card.labels);
  },

  async map(source, report) {
    const { mapUtterances } = await import("../explore/map-utterances.ts");
    return mapUtterances(await kernels(), opened(), source, report);
  },

  async look(question) {
    const { lookAt } = await import("../explore/look-at.ts");
    return lookAt(await kernels(), opened(), question);
  },

  async bench({ seconds }, report) {
    const { bench } = await import("../bench/bench.ts");
    return bench(await kernels(), opened(), seconds, report);
  },

  async listen({ port, sampleRate }, report) {
    const { recognizer, card } = opened();
    const options = { port, sampleRate, seconds: card.windowSeconds, hopSeconds: LIVE_HOP_SECONDS };
    return listen(await kernels(), recognizer, options, report);
  },
};
