import { expect, it } from "vitest";
import golden from "../golden.json" with { type: "json" };
import { features } from "./features.ts";

const unused = () => {
  throw new Error("features need no worker");
};

it("a minute of speech has the committed features, in Node and in Chromium", async () => {
  const hashes = await features({ wasmPaths: "", epochs: 0, report() {}, startWorker: unused, importFile: unused });
  expect(Object.keys(hashes)).toEqual(["a minute of speech", "its log-mels", "its MFCCs", "its MFCCs, Kaldi's"]);
  expect(golden).toMatchObject(hashes);
});
