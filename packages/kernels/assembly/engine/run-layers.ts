import { conv2d } from "../inference/conv2d";
import { dense } from "../inference/dense";
import { depthwiseConv2d } from "../inference/depthwise-conv2d";
import { add, relu } from "../inference/elementwise";
import { maxPool } from "../inference/max-pool";
import { pad } from "../inference/pad";
import { scaleShift } from "../inference/scale-shift";
import { statisticsPool } from "../inference/statistics-pool";
import { activationAt, paddedInput } from "./activations";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { CONV, DENSE, DEPTHWISE, Layer, MAX_POOL, RELU, RESIDUAL, SCALE_SHIFT, STATISTICS_POOL } from "./layer";

/** What the last layer of the outermost list was given, as the last `runLayers` of it left it. */
export let lastInput: usize = 0;

/**
 * Runs a list of layers.
 *
 * @param first  the first layer; 0: none
 * @param x      its input, which stays as it is
 * @param nRows  rows of the network's input that are not padding, at least 1
 * @param depth  residuals around the list
 * @returns      the last layer's output
 */
export function runLayers(first: usize, x: usize, nRows: i32, depth: i32): usize {
  let current = x;
  let which = 0;
  for (let address = first; address; address = changetype<Layer>(address).next) {
    const layer = changetype<Layer>(address);
    const kind = layer.kind;
    if (depth === 0) lastInput = current;
    const inPlace = (kind === RELU || kind === SCALE_SHIFT || kind === RESIDUAL) && current !== x;
    const y = inPlace ? current : activationAt(depth, which);
    if (!inPlace) which ^= 1;
    const branch = kind === RESIDUAL ? runLayers(layer.inner, current, nRows, depth + 1) : 0;
    runLayer(layer, current, branch, y, nRows);
    current = y;
  }
  return current;
}

// biome-ignore format: one tensor and its shape a line
function runLayer(layer: Layer, x: usize, branch: usize, y: usize, nRows: i32): void {
  const kind = layer.kind;
  const size = layer.outTime * layer.outFrequency * layer.outChannels;
  if (kind === CONV) {
    conv2d(
      padded(layer, x), layer.left + layer.inFrequency + layer.right, layer.inChannels,
      layer.weights, layer.bias, layer.kernelTime, layer.kernelFrequency,
      layer.strideTime, layer.strideFrequency, layer.dilationTime, layer.dilationFrequency,
      y, layer.outTime, layer.outFrequency, layer.outChannels, layer.relu !== 0,
    );
    return;
  }
  if (kind === DEPTHWISE) {
    depthwiseConv2d(
      padded(layer, x), layer.left + layer.inFrequency + layer.right, layer.inChannels,
      layer.weights, layer.bias, layer.kernelTime, layer.kernelFrequency,
      layer.strideTime, layer.strideFrequency, layer.dilationTime, layer.dilationFrequency,
      y, layer.outTime, layer.outFrequency, layer.relu !== 0,
    );
    return;
  }
  if (kind === MAX_POOL) {
    maxPool(
      x, layer.inTime, layer.inFrequency, layer.inChannels,
      y, layer.outTime, layer.outFrequency,
      layer.kernelTime, layer.kernelFrequency, layer.strideTime, layer.strideFrequency, layer.top, layer.left,
    );
  } else if (kind === SCALE_SHIFT) {
    scaleShift(x, layer.inTime * layer.inFrequency, layer.inChannels, layer.weights, layer.bias, y);
  } else if (kind === DENSE) {
    dense(x, layer.inChannels, layer.weights, layer.bias, layer.outChannels, y);
  } else if (kind === STATISTICS_POOL) {
    const unpadded = min(layer.inTime, (nRows + layer.timeStride - 1) / layer.timeStride);
    statisticsPool(x, unpadded * layer.inFrequency, layer.inChannels, layer.deviation !== 0, y);
  } else if (kind === RESIDUAL) {
    add(x, branch, y, size);
  } else {
    relu(x, y, size);
  }
  if (layer.relu) relu(y, y, size);
}

/** A convolution's input with zeros around it; the input itself where there are none. */
// biome-ignore format: one tensor and its shape a line
function padded(layer: Layer, x: usize): usize {
  if ((layer.top | layer.bottom | layer.left | layer.right) === 0) return x;
  const y = paddedInput();
  pad(
    x, layer.inTime, layer.inFrequency, layer.inChannels,
    y, layer.top, layer.bottom, layer.left, layer.right,
  );
  return y;
}
