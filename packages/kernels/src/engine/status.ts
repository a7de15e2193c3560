// What the engine's `initialize`, `setSampleRate`, `run` and `runNetwork` return; numbered as in assembly/engine/status.ts. One
// name each, not an object of all, so that a minifier leaves the numbers alone in what is shipped.
export const ok = 0;
export const notInitialized = 1;
export const badProgram = 2;
export const badSampleRate = 3;
export const badLength = 4;
export const badSample = 5;
export const tooShort = 6;
export const notFinite = 7;
export const outOfMemory = 8;
