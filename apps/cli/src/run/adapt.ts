import { join } from "node:path";
import { encodeBundle, sha256Hex } from "@undertone/core";
import { isAudioPath } from "@undertone/corpus";
import { loadDsp } from "@undertone/kernels/dsp";
import { createEmbedder } from "@undertone/runtime";
import {
  type AdaptationClip,
  adapt,
  FEW_CLIPS,
  type HeldOutSummary,
  heldOutSummary,
  labelsAskedFor,
} from "@undertone/trainer";
import { CommandError, reasonOf, rejectAs } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { createAudioReader } from "../files/audio-reader.ts";
import { walk } from "../files/walk.ts";
import { counted, percent, table } from "../terminal/format.ts";
import type { Phase } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openModel } from "./shipped-model.ts";

/** `undertone adapt`. */
export async function adaptModel(
  folder: string,
  { model: named, out }: { model?: string; out: string },
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { model, bundle } = await openModel(named, terminal);
  const paths = (await walk(folder, signal)).filter((path) => isAudioPath(path) && path.includes("/"));
  if (paths.length === 0) throw new CommandError(`${folder}: no recordings in a folder for each label`);

  const dsp = await loadDsp();
  const embedder = await createEmbedder(bundle, model).catch(rejectAs(CommandError, `${model}: `));
  const reader = await createAudioReader(embedder.sampleRate, dsp);
  const clips: AdaptationClip[] = [];
  const refused: { path: string; reason: string }[] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    const [label, ...rest] = path.split("/");
    try {
      clips.push({ name: rest.join("/"), label, waveform: (await reader.read(join(folder, path))).waveform });
    } catch (error) {
      refused.push({ path, reason: reasonOf(error) });
    }
  }
  for (const { path, reason } of refused) terminal.warn(`${path}: left out: ${reason}`);

  let phase: Phase | undefined;
  const labels = labelsAskedFor(bundle.labels, [...new Set(clips.map(({ label }) => label))]);
  const embed = (waveform: AdaptationClip["waveform"]) => embedder.embed(waveform).embedding;
  const onProgress = async (_: number, total: number) => {
    phase ??= terminal.phase({ title: "adapt", total, unit: "parts", lines: "timed" });
    phase.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
  const adaptation = await adapt(bundle, clips, labels, { dsp, embed, onProgress })
    .catch(rejectAs(CommandError, `${folder}: `))
    .finally(() => phase?.end());
  const bytes = encodeBundle(adaptation.bundle);
  await writeAtomic(out, bytes);

  const { counts, heldOut } = adaptation;
  const summary = heldOut && heldOutSummary(heldOut, counts.length);
  const sha256 = sha256Hex(bytes);
  terminal.print(summary ? summaryText(adaptation.bundle.labels, summary) : NOTHING_HELD_OUT);
  for (const [i, label] of adaptation.bundle.labels.entries()) {
    if (counts[i] < FEW_CLIPS) terminal.warn(fewText(label, counts[i]));
  }
  terminal.print(`\n${out}: ${adaptation.bundle.training.protocol}\nSHA-256 ${sha256}`);
  terminal.result({ model, out, sha256, labels: adaptation.bundle.labels, counts, heldOut: summary, refused });
}

const NOTHING_HELD_OUT = "Nothing was left out to measure on: that takes two clips of each label that has any.";

const fewText = (label: string, count: number): string =>
  `${label} has ${counted(count, "clip")}: with fewer than ${FEW_CLIPS} chance decides as much as the voice`;

/** Clips that models recognize that never heard them. */
function summaryText(labels: readonly string[], { counts, before, after }: HeldOutSummary): string {
  const row = (name: string, i: number) => [
    name,
    String(counts[i]),
    before ? String(before.right[i]) : "-",
    String(after.right[i]),
  ];
  const rows = labels.map(row).filter((_, i) => counts[i] > 0);
  const share = (value: number | undefined) => (value === undefined ? "-" : percent(value));
  return [
    "Clips recognized by models adapted without them:",
    table(
      [["label", "clips", "before", "after"], ...rows, ["mean recall", "", share(before?.uar), share(after.uar)]],
      "lrrr",
    ),
  ].join("\n");
}
