import { read, reserve, withScratch } from "../common/arena.ts";
import { checkNoise, checkSampleRate, checkWithin } from "./check.ts";
import type { NoiseSeed } from "./gaussian-noise.ts";
import type { Dsp } from "./load.ts";

/** The kernel writes whole pairs of vectors. */
const GROUP = 8;

/** A room, as its impulse response is heard. */
export interface Room {
  /** seconds in which the energy left falls by 60 dB, 0.01 to 20 */
  rt60: number;
  /** energy of the direct path over that of all else, dB, -60 to 60 */
  directToReverberantDb: number;
  /** seconds from the direct path to the first reflection, 0 to 1 */
  preDelay: number;
}

/**
 * A synthetic impulse response: the direct path, 1 at sample 0, then after the pre-delay noise that decays exponentially
 * until it has fallen by 60 dB (Polack, 1988), white and of random sign. Decay and direct-to-reverberant ratio are those
 * asked for whatever the seed: only signs are random.
 *
 * @param sampleRate  Hz, a whole number from 4000 to 192000
 * @returns           [1 + preDelay + rt60 in samples], each rounded, at least one of them the delay
 * @throws RangeError if sampleRate or a value of the room is out of range, or a word of the seed is not a whole number below
 *         2³²
 */
export function roomResponse(dsp: Dsp, sampleRate: number, room: Room, seed: NoiseSeed): Float32Array {
  checkSampleRate(sampleRate);
  const { rt60, directToReverberantDb, preDelay } = room;
  checkWithin("rt60", rt60, 0.01, 20);
  checkWithin("directToReverberantDb", directToReverberantDb, -60, 60);
  checkWithin("preDelay", preDelay, 0, 1);
  const first = Math.max(1, Math.round(preDelay * sampleRate));
  const nTail = Math.round(rt60 * sampleRate);
  checkNoise(nTail, seed);

  const length = first + nTail;
  return withScratch(dsp, () => {
    const response = reserve(dsp, length);
    new Float32Array(dsp.memory.buffer, response, length).fill(0).fill(1, 0, 1);
    const tail = reserve(dsp, first + Math.ceil(nTail / GROUP) * GROUP);
    new Float32Array(dsp.memory.buffer, tail, first).fill(0);
    const start = tail + first * Float32Array.BYTES_PER_ELEMENT;
    dsp.gaussianNoise(start, nTail, ...seed);
    dsp.decayingSigns(start, nTail, rt60 * sampleRate);
    dsp.mixAtSnr(response, tail, length, directToReverberantDb);
    return read(dsp, response, length);
  });
}
