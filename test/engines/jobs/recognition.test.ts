import { expect, it } from "vitest";
import golden from "../golden.json" with { type: "json" };
import { recognition, recognitionFiles } from "./recognition.ts";

const unused = () => {
  throw new Error("recognition needs no worker");
};

it("emotion.mjs gives the committed answers, in Node and in Chromium", async () => {
  const files = await recognitionFiles();
  const importFile = (name: string) =>
    import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(files[name])}`);
  const hashes = await recognition({ wasmPaths: "", epochs: 0, report() {}, startWorker: unused, importFile });
  expect(Object.keys(hashes)).toHaveLength(4);
  expect(golden).toMatchObject(hashes);
});
