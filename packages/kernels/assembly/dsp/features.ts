// All that turns a waveform into features.
export { powerRatio } from "../common/decibel";
export { cleanSamples } from "./clean-samples";
export { frameEnergies, removeMean } from "./condition";
export { delta } from "./delta";
export { extractFeatures, finishFeatures } from "./extract-features";
export { framedLength, planFeatures } from "./feature-plan";
export { frameLogEnergies } from "./frame-log-energies";
export { preEmphasize } from "./pre-emphasize";
export { regressionDelta } from "./regression-delta";
