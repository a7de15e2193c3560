import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recipeNamed } from "@undertone/trainer";
import { expect, it } from "vitest";
import golden from "./golden.json" with { type: "json" };
import { training } from "./jobs/training.ts";

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const wasmPaths = fileURLToPath(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url));

// One epoch of the thirty: whatever changes a bit of it makes the committed result of thirty stale.
it("the demo's weights after an epoch are the committed ones", async () => {
  const startWorker = () => {
    throw new Error("expected no worker");
  };
  const hashes = await training({ wasmPaths, epochs: 1, report() {}, startWorker, importFile: startWorker });
  expect(hashes).toEqual({ "weights after 1 epoch": golden["weights after 1 epoch"] });
}, 300_000);

it("the README shows the committed weights of the demo", () => {
  expect(recipeNamed("demo").epochs).toBe(30);
  expect(textOf("../../README.md")).toContain(`weights SHA-256 ${golden["weights after 30 epochs"]}`);
});
