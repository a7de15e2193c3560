import { type Memory, reusedMemory } from "@undertone/core";

/** Room for all that lies between a waveform and its input, which the next utterance uses again. */
export interface InputMemory {
  waveform: Memory;
  /** features before neighboring frames are averaged */
  frames: Memory;
  features: Memory;
  input: Memory;
}

export function createInputMemory(): InputMemory {
  return { waveform: reusedMemory(), frames: reusedMemory(), features: reusedMemory(), input: reusedMemory() };
}
