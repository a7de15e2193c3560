import type { Random, Schema, Waveform } from "@undertone/core";
import type { Dsp } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { background } from "./background.ts";
import { bandLimit } from "./band-limit.ts";
import { coloredNoise } from "./colored-noise.ts";
import { impulseResponse } from "./impulse-response.ts";
import { pitchShift } from "./pitch-shift.ts";
import type { Recordings } from "./recordings.ts";
import { reverberation } from "./reverberation.ts";
import { speed } from "./speed.ts";
import { timeShift } from "./time-shift.ts";
import { timeStretch } from "./time-stretch.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/**
 * All that alters a waveform before noise and gain, in the order in which it is drawn and applied: the voice, then the room,
 * what else is heard there, and the channel. A new one goes where it belongs in the order of applying: what is off draws
 * nothing, so no stream shifts that did not ask for it.
 */
const TABLE: Table = {
  speed,
  timeStretch,
  pitchShift,
  timeShift,
  reverberation,
  impulseResponse,
  background,
  coloredNoise,
  bandLimit,
};

interface Table {
  speed: typeof speed;
  timeStretch: typeof timeStretch;
  pitchShift: typeof pitchShift;
  timeShift: typeof timeShift;
  reverberation: typeof reverberation;
  impulseResponse: typeof impulseResponse;
  background: typeof background;
  coloredNoise: typeof coloredNoise;
  bandLimit: typeof bandLimit;
}

type Name = keyof Table;
type SpecOf<K extends Name> = Table[K] extends WaveformAugmentation<infer Spec, infer _> ? Spec : never;
type DrawnOf<K extends Name> = Table[K] extends WaveformAugmentation<infer _, infer Drawn> ? Drawn : never;

/** By name, how a waveform may be altered; absent or null: off. */
export type WaveformSpecs = { [K in Name]?: SpecOf<K> | null };

/** By name, what was drawn; null: not altered so. */
export type WaveformDraws = { [K in Name]: DrawnOf<K> | null };

const entries = Object.entries(TABLE) as [Name, WaveformAugmentation<unknown, unknown>][];

/** The fields of an augmentation spec, each optional and nullable. */
export const waveformSpecSchemas = Object.fromEntries(
  entries.map(([name, { schema }]) => [name, v.exactOptional(v.nullable(schema))]),
) as unknown as { [K in Name]: v.ExactOptionalSchema<Schema<SpecOf<K> | null>, undefined> };

/** Draws in the table's order; what is off draws nothing. */
export function drawWaveform(specs: WaveformSpecs, random: Random): WaveformDraws {
  return Object.fromEntries(
    entries.map(([name, { draw }]) => {
      const spec = specs[name] ?? null;
      return [name, spec && draw(spec, random)];
    }),
  ) as WaveformDraws;
}

/** The names of the sets of recordings that a spec uses. */
export function recordingsUsed(specs: WaveformSpecs): string[] {
  const names = entries.flatMap(([name, { recordings }]) => {
    const spec = specs[name] ?? null;
    return spec && recordings ? [recordings(spec)] : [];
  });
  return [...new Set(names)];
}

/**
 * Applies what was drawn, in the table's order.
 *
 * @throws RangeError if a sample is not finite, or the recordings lack what was drawn
 */
export function applyWaveform(dsp: Dsp, waveform: Waveform, draws: WaveformDraws, recordings: Recordings): Waveform {
  return entries.reduce((altered, [name, { apply }]) => {
    const drawn = draws[name];
    return drawn === null ? altered : apply(dsp, altered, drawn, recordings);
  }, waveform);
}
