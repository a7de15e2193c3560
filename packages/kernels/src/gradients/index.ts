export { type Gradients, gradientsBytes, loadGradients } from "./load.ts";
