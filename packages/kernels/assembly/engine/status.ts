// What `initialize`, `setSampleRate`, `run` and `runNetwork` return; documented in packages/bundler/README.md.
export const OK: i32 = 0;
export const NOT_INITIALIZED: i32 = 1;
export const BAD_PROGRAM: i32 = 2;
export const BAD_SAMPLE_RATE: i32 = 3;
export const BAD_LENGTH: i32 = 4;
export const BAD_SAMPLE: i32 = 5;
export const TOO_SHORT: i32 = 6;
export const NOT_FINITE: i32 = 7;
export const OUT_OF_MEMORY: i32 = 8;
