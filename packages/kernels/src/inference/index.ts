export { type Inference, inferenceBytes, loadInference } from "./load.ts";
