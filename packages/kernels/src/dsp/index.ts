export { type Dsp, dspBytes, loadDsp } from "./load.ts";
