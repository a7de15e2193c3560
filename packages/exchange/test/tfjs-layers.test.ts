import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import type { Bundle, Layer } from "@undertone/core";
import { tfjsLayersOf } from "@undertone/exchange";
import { createNetworkRunner } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { dense, drawnBundle, drawnInput, flatten, NETWORKS, pool } from "./networks.ts";

await tf.setBackend("cpu");

/** Loads the model as a page does, file by file. */
function loaded(bundle: Bundle): Promise<LayersModel> {
  const files = tfjsLayersOf(bundle);
  const fetchFunc = async (path: RequestInfo | URL) => {
    const name = String(path).replace("https://models.test/", "") as keyof typeof files;
    return new Response(files[name], { status: name in files ? 200 : 404 });
  };
  return loadLayersModel("https://models.test/model.json", { fetchFunc: fetchFunc as typeof fetch });
}

/** What the model says of several inputs in one batch. */
function predicted(model: LayersModel, inputs: readonly Float32Array[], lengths: readonly number[]): number[][] {
  return tf.tidy(() => {
    const nFrames = inputs[0].length / 7;
    const features = tf.tensor3d(
      inputs.flatMap((values) => [...values]),
      [inputs.length, nFrames, 7],
    );
    const mask = tf.tensor2d(lengths.map((length) => Array.from({ length: nFrames }, (_, t) => Number(t < length))));
    const output = model.predict(model.inputs.length === 2 ? [features, mask] : features) as tf.Tensor2D;
    return output.arraySync();
  });
}

describe("tfjsLayersOf", () => {
  it.each(NETWORKS)("loads in stock tfjs and gives our probabilities: %s", async (_, layers) => {
    const bundle = drawnBundle(layers);
    const runner = await createNetworkRunner(bundle);
    const model = await loaded(bundle);
    const lengths = [13, 1, 2, 3, 4, 5, 7, 8, 9, 12];
    const inputs = lengths.map((length) => drawnInput(13, length, length));
    const found = predicted(model, inputs, lengths);
    for (const [i, length] of lengths.entries()) {
      const expected = runner.probabilities(inputs[i], length);
      const errors = Array.from(expected, (value, k) => Math.abs(value - found[i][k]));
      expect(Math.max(...errors), `length ${length}`).toBeLessThan(1e-5);
    }
    model.dispose();
  });

  it("asks for no mask where no layer needs one", async () => {
    const shapes = async (layers: Layer[]) => (await loaded(drawnBundle(layers))).inputs.map(({ shape }) => shape);
    expect(await shapes([flatten, dense(3)])).toEqual([[null, 13, 7]]);
    expect(await shapes([pool(false), dense(3)])).toEqual([
      [null, 13, 7],
      [null, 13],
    ]);
  });

  it("does not see padded rows behind a pooling of the input", async () => {
    const model = await loaded(drawnBundle([pool(true), dense(3)]));
    const input = drawnInput(13, 4, 1);
    const before = predicted(model, [input], [4]);
    expect(predicted(model, [input.fill(9, 28)], [4])).toEqual(before);
    expect(predicted(model, [input], [5])).not.toEqual(before);
  });

  it("tells labels, training and license", async () => {
    const bundle = drawnBundle([flatten, dense(3)]);
    const metadata = (await loaded(bundle)).getUserDefinedMetadata() as Record<string, string>;
    expect(JSON.parse(metadata.labels)).toEqual(bundle.labels);
    expect(JSON.parse(metadata.training)).toEqual(bundle.training);
    expect(metadata.license).toContain("ravdess (CC BY-NC-SA 4.0");
  });
});
