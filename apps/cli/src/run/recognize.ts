import type { Bundle } from "@undertone/core";
import type { Recognizer } from "@undertone/runtime";
import { CommandError, reasonOf } from "../errors.ts";
import { audioFiles } from "../files/audio-files.ts";
import { type AudioReader, createAudioReader } from "../files/audio-reader.ts";
import { counted, percent, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openRecognizer } from "./open-recognizer.ts";
import { openModel } from "./shipped-model.ts";

/** What was recognized in a file, or why nothing was. */
export type FileRecognition =
  | {
      file: string;
      label: string;
      /** of each label, most probable first */
      probabilities: Record<string, number>;
      /** length of the recording */
      seconds: number;
      /** of the file, in Hz */
      sampleRate: number;
      channels: number;
      warnings: string[];
    }
  | { file: string; error: string };

/** `undertone recognize`. */
export async function recognize(
  files: readonly string[],
  { model: named, top }: { model: string | undefined; top: number },
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { model, bundle } = await openModel(named, terminal);
  const paths = await audioFiles(files, signal);
  const recognitions = await recognizeFiles(paths, model, bundle, signal, terminal);
  const { synthetic, weightsSha256 } = bundle.training;
  const windowSeconds = secondsHeard(bundle);
  terminal.print(recognitionTable(recognitions, top));
  if (recognitions.some((one) => "seconds" in one && one.seconds > windowSeconds)) {
    terminal.print(`\nThe model hears at most ${windowSeconds.toFixed(1)} s of a recording, from its middle.`);
  }
  if (synthetic) {
    terminal.print("\nThe model was trained on synthetic voices: on real ones it only shows that all parts work.");
  }
  terminal.result({ model, weightsSha256, synthetic, labels: bundle.labels, windowSeconds, files: recognitions });
  for (const one of recognitions) {
    if ("error" in one) terminal.warn(`${one.file}: ${one.error}`);
    else for (const warning of one.warnings) terminal.warn(`${one.file}: warning: ${warning}`);
  }
  const failed = recognitions.filter((one) => "error" in one).length;
  if (failed > 0) throw new CommandError(`${failed} of ${counted(paths.length, "file")} could not be recognized`);
}

/** How much of a recording a model takes in; of what is longer, the middle, after silence is trimmed. */
function secondsHeard({ input: { nFrames, averageFrames, features } }: Bundle): number {
  return (nFrames * averageFrames * features.hopLength) / features.sampleRate;
}

/** Recognizes file by file, with the bundle of the file `model`; what is wrong with one is its result. */
export async function recognizeFiles(
  paths: readonly string[],
  model: string,
  bundle: Bundle,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<FileRecognition[]> {
  const recognizer = await openRecognizer(bundle, model);
  const reader = await createAudioReader(recognizer.sampleRate);
  const phase = terminal.phase({ title: "recognize", total: paths.length, unit: "files", lines: "timed" });
  const recognitions: FileRecognition[] = [];
  try {
    for (const path of paths) {
      recognitions.push(await recognizeFile(path, reader, recognizer));
      phase.advance(1);
      signal.throwIfAborted();
    }
    return recognitions;
  } finally {
    phase.end();
    recognizer.dispose();
  }
}

async function recognizeFile(file: string, reader: AudioReader, recognizer: Recognizer): Promise<FileRecognition> {
  try {
    const { waveform, fileSampleRate, channels, warnings } = await reader.read(file);
    const ranked = recognizer.recognize(waveform);
    return {
      file,
      label: ranked[0].label,
      probabilities: Object.fromEntries(ranked.map(({ label, score }) => [label, score])),
      seconds: waveform.samples.length / waveform.sampleRate,
      sampleRate: fileSampleRate,
      channels,
      warnings,
    };
  } catch (error) {
    return { file, error: reasonOf(error) };
  }
}

/** A row for each file: its most probable label and the runners-up, and its length. */
export function recognitionTable(recognitions: readonly FileRecognition[], top: number): string {
  const rows = recognitions.map((one) => {
    if ("error" in one) return [one.file, "-"];
    const ranked = Object.entries(one.probabilities).slice(0, top);
    const [[label, probability], ...others] = ranked;
    const runnersUp = others.map(([name, p]) => `${name} ${percent(p)}`).join(", ");
    return [one.file, label, percent(probability), `${one.seconds.toFixed(2)} s`, runnersUp];
  });
  return table([["file", "label", "score", "length", "then"], ...rows], "llrrl");
}
