import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import golden from "./golden.json" with { type: "json" };
import { training } from "./jobs/training.ts";

const wasmPaths = fileURLToPath(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url));

// One epoch of the thirty: whatever changes a bit of it makes the committed result of thirty stale.
it("the demo's weights after an epoch are the committed ones", async () => {
  const startWorker = () => {
    throw new Error("expected no worker");
  };
  const hashes = await training({ wasmPaths, epochs: 1, report() {}, startWorker });
  expect(hashes).toEqual({ "weights after 1 epoch": golden["weights after 1 epoch"] });
}, 300_000);
