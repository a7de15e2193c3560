export { type Dsp, dspBytes, loadDsp } from "./load.ts";
export { resample } from "./resample.ts";
