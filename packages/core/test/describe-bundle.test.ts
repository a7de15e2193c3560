import { describeBundle, type Layer, quantizedBundle } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { input, smallBundle } from "./bundles.ts";

describe("describeBundle", () => {
  const described = describeBundle(smallBundle());

  it("says in words how a waveform becomes the input", () => {
    expect(described.input).toEqual({
      sampleRate: 16_000,
      seconds: 0.24,
      nFrames: 12,
      nCoefficients: 8,
      waveform:
        "mean removed; head and tail cut off where energy lies 30 dB under its 98 % percentile, but for 5 frames",
      features: "log of 8 slaney mels from 20 to 8000 Hz, hann windows of 25 ms every 10 ms, 2 neighbors averaged",
      normalization: "each coefficient by the training side's mean and standard deviation",
    });
    const spec = { ...input, removeDc: false, trim: null, averageFrames: 1, normalization: "none" as const };
    const features = { ...input.features, kind: "mfcc" as const, deltas: 2, energy: "last" as const };
    const { waveform, features: words } = describeBundle({ ...smallBundle(), input: { ...spec, features } }).input;
    expect(waveform).toBe("as it comes");
    expect(words).toBe(
      "8 MFCC of 8 slaney mels from 20 to 8000 Hz, log energy, deltas and delta-deltas, hann windows of 25 ms every 10 ms",
    );
  });

  it("lists the layers with shapes, parameters and products, each once", () => {
    expect(described.layers).toEqual([
      {
        position: "0",
        kind: "conv2d",
        detail: "3 filters of 3 x 3, strides 2 x 2",
        output: [6, 4, 3],
        parameters: 3 * 3 * 3 + 3,
        multiplyAdds: 6 * 4 * 3 * 9,
      },
      {
        position: "1",
        kind: "batchNorm",
        detail: "ReLU behind it",
        output: [6, 4, 3],
        parameters: 12,
        multiplyAdds: 0,
      },
      {
        position: "2",
        kind: "residual",
        detail: "x + its 1 layers",
        output: [6, 4, 3],
        parameters: 0,
        multiplyAdds: 0,
      },
      { position: "2.0", kind: "batchNorm", detail: "", output: [6, 4, 3], parameters: 12, multiplyAdds: 0 },
      {
        position: "3",
        kind: "statisticsPool",
        detail: "mean and deviation over time",
        output: [1, 1, 6],
        parameters: 0,
        multiplyAdds: 0,
      },
      { position: "4", kind: "dense", detail: "2 units", output: [1, 1, 2], parameters: 14, multiplyAdds: 12 },
    ]);
    expect(described.parameters).toEqual({ trained: 30 + 6 + 6 + 14, all: 30 + 12 + 12 + 14 });
    expect(described.multiplyAdds).toBe(648 + 12);
  });

  it("counts a depthwise convolution's products by channel, and what is within a residual layer", () => {
    const layers: Layer[] = [
      {
        kind: "residual",
        layers: [
          { kind: "depthwiseConv2d", kernel: [3, 1], strides: [1, 1], dilations: [2, 1], padding: "same", bias: false },
          { kind: "maxPool", size: [1, 1], strides: [1, 1], padding: "valid" },
        ],
      },
      { kind: "flatten" },
      { kind: "dense", units: 2, relu: false },
    ];
    const { layers: told, multiplyAdds } = describeBundle({ ...smallBundle(), layers });
    expect(told[1]).toMatchObject({ position: "0.0", detail: "3 x 1, dilations 2 x 1", multiplyAdds: 12 * 8 * 3 });
    expect(told[2]).toMatchObject({ position: "0.1", detail: "1 x 1, no padding" });
    expect(multiplyAdds).toBe(12 * 8 * 3 + 96 * 2);
  });

  it("tells what is stored in which dtype", () => {
    const bundle = smallBundle();
    expect(described.tensors).toEqual([{ dtype: "f32", count: 14, values: 84, byteLength: 336 }]);
    expect(describeBundle(quantizedBundle(bundle, "i8")).tensors).toEqual([
      { dtype: "f32", count: 12, values: 84 - 39, byteLength: 4 * 45 },
      { dtype: "i8", count: 2, values: 39, byteLength: 39 + 4 * 5 },
    ]);
  });

  it("tells whose recordings the weights were made from, and their terms where they are known", () => {
    const bundle = smallBundle();
    const training = { ...bundle.training, corpora: ["ravdess", "Größe"] };
    expect(describeBundle({ ...bundle, training }).license).toBe(
      "The weights were made from recordings of ravdess (CC BY-NC-SA 4.0, not for commercial use without a license of its authors), Größe (terms of its own); using or passing on the model may need what they ask for.",
    );
    const synthetic = { ...bundle.training, corpora: ["synthetic"] };
    expect(describeBundle({ ...bundle, training: synthetic }).license).toBe(
      "The weights were made from synthetic voices of Undertone's own: no recording's terms apply.",
    );
  });
});
