export { createNetworkRunner, type NetworkRunner } from "./network-runner.ts";
