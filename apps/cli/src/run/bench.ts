import { availableParallelism, cpus } from "node:os";
import { decodeAudio, writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import type { StageTiming } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { CommandError, reasonOf } from "../errors.ts";
import { audioFiles } from "../files/audio-files.ts";
import { readBytes } from "../files/read-file.ts";
import { counted, digits, percent, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { loadRecipe } from "./load-recipe.ts";
import { type Clip, timeStages } from "./time-stages.ts";

/** What `undertone bench` was asked for. */
export interface BenchArguments {
  seconds: number;
  recipe: string;
}

/** Files measured of a larger set, evenly spaced. */
const MOST_CLIPS = 40;
const SYNTHETIC_SAMPLE_RATE = 48_000;

/** `undertone bench`. */
export async function bench(
  files: readonly string[],
  { seconds, recipe }: BenchArguments,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { features } = (await loadRecipe(recipe, {})).input;
  const clips = files.length > 0 ? await clipsOf(files, signal, terminal) : syntheticClips();
  const { stages, rounds, audioSeconds } = await timeStages(clips, features, await loadDsp(), seconds, signal);

  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    node: process.version,
    platform: process.platform,
    arch: process.arch,
  };
  const source = files.length > 0 ? counted(clips.length, "file") : `${clips.length} synthetic clips at 48 kHz`;
  terminal.print(
    [
      `${machine.cpu}, ${counted(machine.cores, "core")}, Node ${machine.node}, ${machine.platform} ${machine.arch}`,
      `${source}, ${audioSeconds.toFixed(1)} s of audio; features of recipe ${recipe}; CPU time, medians of ${rounds} rounds`,
      "",
      timingTable(stages),
    ].join("\n"),
  );
  terminal.result({
    machine,
    clips: clips.length,
    synthetic: files.length === 0,
    audioSeconds,
    rounds,
    recipe,
    stages,
  });
}

async function clipsOf(files: readonly string[], signal: AbortSignal, terminal: Terminal): Promise<Clip[]> {
  const all = await audioFiles(files, signal);
  const step = Math.max(1, all.length / MOST_CLIPS);
  const chosen = Array.from({ length: Math.min(all.length, MOST_CLIPS) }, (_, i) => all[Math.floor(i * step)]);
  const clips: Clip[] = [];
  for (const name of chosen) {
    try {
      const bytes = await readBytes(name);
      const { waveform } = await decodeAudio(bytes, name);
      if (waveform.samples.length > 0) clips.push({ name, bytes });
    } catch (error) {
      terminal.warn(`${name}: ${reasonOf(error)}`);
    }
  }
  if (clips.length === 0) throw new CommandError(`${files.join(", ")}: no audio that can be read`);
  return clips;
}

function syntheticClips(): Clip[] {
  const corpus = syntheticCorpus({
    nSpeakers: 2,
    utterancesPerClass: 1,
    seed: 1,
    sampleRate: SYNTHETIC_SAMPLE_RATE,
  });
  return Array.from(corpus, ({ utterance, waveform }) => ({ name: utterance.path, bytes: writeWav(waveform) }));
}

function timingTable(stages: readonly StageTiming[]): string {
  const rows = stages.map(({ stage, clipsPerSecond, timesRealTime, p50, p95, share }) =>
    // Where files have the rate that is asked for, resampling is a comparison.
    p95 < 0.001
      ? [stage, "-", "-", "-", "-", "-"]
      : [
          stage,
          clipsPerSecond.toFixed(0),
          timesRealTime.toFixed(0),
          digits(p50),
          digits(p95),
          share === null ? "" : percent(share),
        ],
  );
  return table([["stage", "clips/s", "x real time", "p50 ms", "p95 ms", "share"], ...rows], "lr");
}
