import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { conv2d } from "@undertone/tfjs-wasm-train";
import fc from "fast-check";
import { expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { close, uniform, valuesOn } from "./compare.ts";

await startBackend();

type Four = [number, number, number, number];
const RUNS = { numRuns: 60, seed: 4 };

const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const edges = fc.tuple(pair(0, 2), pair(0, 2)).map(([y, x]) => [[0, 0], y, x, [0, 0]]);
const windows = {
  batch: fc.integer({ min: 1, max: 3 }),
  image: pair(1, 9),
  inC: fc.integer({ min: 1, max: 9 }),
  kernel: pair(1, 4),
  strides: pair(1, 3),
  // Every form that tfjs takes: by name, one number for all sides, a number a side.
  pad: fc.oneof(fc.constantFrom("same", "valid"), fc.integer({ min: 0, max: 2 }), edges),
};

/** Tensors' shapes and the kernel's attributes. Windows that fit nowhere are skipped. */
function plan(xShape: Four, filterShape: Four, strides: [number, number], pad: unknown, depthwise: boolean) {
  const info = tf.backend_util.computeConv2DInfo(xShape, filterShape, strides, 1, pad as "same", undefined, depthwise);
  fc.pre(info.outHeight > 0 && info.outWidth > 0);
  return {
    inputs: () => ({ x: uniform(xShape, 1), filter: uniform(filterShape, 2), dy: uniform(info.outShape, 3) }),
    attrs: { strides, pad, dataFormat: "NHWC", dilations: [1, 1], inputShape: xShape, filterShape },
  };
}

/** Expects errors below 2e-6 times the largest value, and zeros where every window lies in the padding. */
function closeOrZero(actual: Float32Array, expected: ArrayLike<number>): void {
  const values = Array.from(expected);
  if (values.every((value) => value === 0)) expect(Array.from(actual, Math.abs)).toEqual(values.map(Math.abs));
  else close(actual, values, 2e-6);
}

async function expectLikeCpu(kernel: string, inputs: () => tf.NamedTensorMap, attrs: object): Promise<void> {
  closeOrZero(await valuesOn("wasm", kernel, inputs, attrs), await valuesOn("cpu", kernel, inputs, attrs));
}

it.each(["Conv2D", "Conv2DBackpropFilter", "Conv2DBackpropInput"])(
  "%s agrees with tfjs's CPU backend on random shapes, strides and paddings",
  async (kernel) => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...windows, outC: fc.integer({ min: 1, max: 9 }) }),
        async ({ batch, image, inC, kernel: size, outC, strides, pad }) => {
          const { inputs, attrs } = plan([batch, ...image, inC], [...size, inC, outC], strides, pad, false);
          await expectLikeCpu(kernel, inputs, attrs);
        },
      ),
      RUNS,
    );
  },
);

it.each(["DepthwiseConv2dNativeBackpropFilter", "DepthwiseConv2dNativeBackpropInput"])(
  "%s agrees with tfjs's CPU backend on random shapes, strides and paddings",
  async (kernel) => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...windows, multiplier: fc.integer({ min: 1, max: 3 }) }),
        async ({ batch, image, inC, kernel: size, multiplier, strides, pad }) => {
          const { inputs, attrs } = plan([batch, ...image, inC], [...size, inC, multiplier], strides, pad, true);
          await expectLikeCpu(kernel, inputs, attrs);
        },
      ),
      RUNS,
    );
  },
);

it("MaxPoolGrad agrees with tfjs's CPU backend on random shapes, strides and paddings", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(windows), async ({ batch, image, inC, kernel, strides, pad }) => {
      const shape: Four = [batch, ...image, inC];
      const pool = tf.backend_util.computePool2DInfo(shape, kernel, strides, 1, pad as "same");
      fc.pre(pool.outHeight > 0 && pool.outWidth > 0);
      const inputs = () => ({
        dy: uniform(pool.outShape, 2),
        input: tf.sub(uniform(shape, 1), 0.5),
        output: tf.zeros(pool.outShape),
      });
      await expectLikeCpu("MaxPoolGrad", inputs, { filterSize: kernel, strides, pad });
    }),
    RUNS,
  );
});

it("conv2d with dilations has the gradients of tfjs's convolution by a filter with holes, on random shapes", async () => {
  const shapes = fc.record({
    ...windows,
    dilations: pair(1, 3),
    pad: fc.constantFrom("same" as const, "valid" as const),
  });
  await fc.assert(
    fc.asyncProperty(shapes, async ({ batch, image, inC, kernel, strides, dilations, pad }) => {
      const xShape: Four = [batch, ...image, inC];
      const filterShape: Four = [...kernel, inC, 3];
      const holedShape: Four = [(kernel[0] - 1) * dilations[0] + 1, (kernel[1] - 1) * dilations[1] + 1, inC, 3];
      const { inputs, attrs } = plan(xShape, holedShape, strides, pad, false);
      const filter = uniform(filterShape, 4);
      const holed = tf.buffer(holedShape);
      filter.dataSync().forEach((value, i) => {
        const [ky, kx, c, o] = tf.util.indexToLoc(i, 4, tf.util.computeStrides(filterShape));
        holed.set(value, ky * dilations[0], kx * dilations[1], c, o);
      });
      const [dx, dw] = tf.tidy(() => {
        const { x, dy } = inputs();
        const ours = (...[a, b]: tf.Tensor[]) =>
          conv2d(a as tf.Tensor4D, b as tf.Tensor4D, { strides, dilations, padding: pad });
        return tf
          .grads(ours)([x, filter], dy)
          .map((gradient) => gradient.dataSync<"float32">());
      });
      const all = () => ({ ...inputs(), filter: holed.toTensor() });
      closeOrZero(dx, await valuesOn("cpu", "Conv2DBackpropInput", all, attrs));
      const dense = await valuesOn("cpu", "Conv2DBackpropFilter", all, attrs);
      const expected = tf.stridedSlice(tf.tensor(dense, holedShape), [0, 0, 0, 0], holedShape, [...dilations, 1, 1]);
      closeOrZero(dw, expected.dataSync());
    }),
    RUNS,
  );
});
