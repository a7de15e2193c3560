export { createNetworkRunner, type NetworkRunner } from "./network-runner.ts";
export { createRecognizer, type Recognition, type Recognizer } from "./recognizer.ts";
