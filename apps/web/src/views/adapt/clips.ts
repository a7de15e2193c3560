import { isAudioPath } from "@undertone/corpus";
import type { GivenClip } from "../../adapt/services.ts";
import type { Found } from "../../files/dropped-files.ts";

/** A label with the clips that were given for it. */
export interface LabelClips {
  label: string;
  /** whether the model in use knows it */
  known: boolean;
  clips: readonly { name: string; file: File }[];
}

/** The labels of a model, without clips. */
export const emptyLabels = (known: readonly string[]): LabelClips[] =>
  known.map((label) => ({ label, known: true, clips: [] }));

/** Adds clips to a label; one whose name the label has already gets another one: "a.wav", "a 2.wav". */
export function withClips(labels: readonly LabelClips[], label: string, files: readonly Found[]): LabelClips[] {
  return labels.map((one) => {
    if (one.label !== label) return one;
    const clips = [...one.clips];
    const names = new Set(clips.map(({ name }) => name));
    for (const { file, path } of files) {
      const name = distinct(path, names);
      names.add(name);
      clips.push({ name, file });
    }
    return { ...one, clips };
  });
}

export function withoutClip(labels: readonly LabelClips[], label: string, name: string): LabelClips[] {
  return labels.map((one) =>
    one.label === label ? { ...one, clips: one.clips.filter((clip) => clip.name !== name) } : one,
  );
}

/**
 * Adds a folder that has one for each label, as `undertone adapt` reads it: a label that the model does not know is added, and those
 * without clips then go, as the command has it.
 */
export function withFolder(labels: readonly LabelClips[], files: readonly Found[]): LabelClips[] {
  const byLabel = new Map<string, Found[]>();
  for (const { file, path } of files) {
    const [label, ...rest] = path.split("/");
    if (rest.length === 0 || !isAudioPath(path)) continue;
    byLabel.set(label, [...(byLabel.get(label) ?? []), { file, path: rest.join("/") }]);
  }
  const own = [...byLabel.keys()].filter((label) => !labels.some((one) => one.label === label));
  let all: LabelClips[] = [...labels, ...own.map((label) => ({ label, known: false, clips: [] }))];
  for (const [label, found] of byLabel) all = withClips(all, label, found);
  return own.length > 0 ? all.filter(({ clips }) => clips.length > 0) : all;
}

/** What is asked of the worker. */
export const givenClips = (labels: readonly LabelClips[]): GivenClip[] =>
  labels.flatMap(({ label, clips }) => clips.map(({ name, file }) => ({ name, file, label })));

function distinct(name: string, names: ReadonlySet<string>): string {
  if (!names.has(name)) return name;
  const [, stem, ending] = /^(.*?)(\.[^./]*)?$/.exec(name)!;
  for (let n = 2; ; n++) {
    const other = `${stem} ${n}${ending ?? ""}`;
    if (!names.has(other)) return other;
  }
}
