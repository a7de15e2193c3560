import { readFileSync } from "node:fs";
import { writeWav } from "@undertone/audio";
import type { Waveform } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import { repository } from "./repository.ts";

/** WAV files of four synthetic voices, one utterance of each label, by file name. */
export function syntheticFiles(): Map<string, Buffer> {
  const corpus = syntheticCorpus({ nSpeakers: 4, utterancesPerClass: 1, seed: 3 });
  return new Map(Array.from(corpus, ({ utterance, waveform }) => [utterance.path, wav(waveform)] as const));
}

/** An utterance of each label of a voice that `syntheticFiles` has not, one behind the other: ten seconds at a rate of 44.1 kHz. */
export function longRecording(): Buffer {
  const corpus = syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 1, seed: 4, sampleRate: 44_100 });
  return wav(joined(Array.from(corpus, ({ waveform }) => waveform)));
}

/** Noise of -80 dB, as a quiet room. */
export function quietRecording(): Buffer {
  const samples = Float32Array.from({ length: 32_000 }, (_, i) => 1e-4 * Math.sin(i * i));
  return wav({ samples, sampleRate: 16_000 });
}

/** A file of the audio package's fixtures: "flac16x2", "oggOpus". */
export function codecFixture(name: string): Buffer {
  const text = readFileSync(`${repository}packages/audio/test/fixtures.ts`, "utf8");
  return Buffer.from(new RegExp(` ${name}:\\s+"([^"]+)"`).exec(text)![1], "base64");
}

const wav = (waveform: Waveform) => Buffer.from(writeWav(waveform));

function joined(waveforms: readonly Waveform[]): Waveform {
  const samples = new Float32Array(waveforms.reduce((sum, { samples }) => sum + samples.length, 0));
  let at = 0;
  for (const { samples: part } of waveforms) {
    samples.set(part, at);
    at += part.length;
  }
  return { samples, sampleRate: waveforms[0].sampleRate };
}
