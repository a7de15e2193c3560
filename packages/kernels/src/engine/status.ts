/** What the engine's `initialize`, `setSampleRate`, `run` and `runNetwork` return; numbered as in assembly/engine/status.ts. */
export const STATUS = {
  ok: 0,
  notInitialized: 1,
  badProgram: 2,
  badSampleRate: 3,
  badLength: 4,
  badSample: 5,
  tooShort: 6,
  notFinite: 7,
  outOfMemory: 8,
} as const;
