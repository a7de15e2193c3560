import * as tf from "@tensorflow/tfjs-core";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

// tfjs ships the tests of its ops. They run here, with gradients, on our backend: those of every kernel that we replace.
const OPS = [
  "batchnorm",
  "clone",
  "confusion_matrix",
  "conv1d",
  "conv2d",
  "conv2d_separable",
  "conv2d_transpose",
  "depthwise_conv2d",
  "fused/fused_conv2d",
  "fused/fused_depthwise_conv2d",
  "fused/fused_mat_mul",
  "gather",
  "mat_mul",
  "max_pool",
  "max_pool_3d",
  "pool",
  "unsorted_segment_sum",
];

/** What fails as it does on tfjs's Wasm backend alone, by kernels that are not ours. A test that no longer fails is an error. */
const GAPS = [
  {
    suite: /^fused (conv2d|depthwiseConv2D)/,
    test: /NCHW|(basic|im2row) with broadcasted bias|^gradient .* with bias$/,
    reason: "its fused convolutions take NHWC and biases of rank 1",
  },
  { suite: /^clone/, test: /complex64/, reason: "it has no complex numbers" },
  { suite: /^pool/, test: /fractional outputs default rounding/, reason: "its pooling reads beyond the padding" },
];

// They were written for jasmine, which tfjs does not ship.
vi.mock("@tensorflow/tfjs-core/dist/jasmine_util.js", () => ({
  ALL_ENVS: {},
  describeWithFlags(suite: string, _constraints: object, tests: (environment: object) => void) {
    describe(suite, () => {
      beforeEach(() => tf.engine().startScope());
      afterEach(() => tf.engine().endScope());
      globalThis.it = (name, body) => {
        const gap = GAPS.find((known) => known.suite.test(suite) && known.test.test(name));
        if (gap) test.fails(`${name} (${gap.reason})`, body);
        else test(name, body);
      };
      tests({ name: "wasm", backendName: "wasm" });
    });
  },
}));
declare global {
  var it: (name: string, body: () => Promise<void>) => void;
}
Object.assign(globalThis, { describe, expect, beforeEach, afterEach });
expect.extend({ nothing: () => ({ pass: true, message: () => "expected anything" }) });

await startTrainingBackend();
await import(`${"@tensorflow/tfjs-core/dist"}/register_all_gradients.js`);
await import(`${"@tensorflow/tfjs-core/dist"}/public/chained_ops/register_all_chained_ops.js`);
for (const op of OPS) await import(`${"@tensorflow/tfjs-core/dist/ops"}/${op}_test.js`);
