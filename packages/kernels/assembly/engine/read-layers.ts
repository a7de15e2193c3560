import { alloc } from "../common/memory";
import { countActivation, countPadded, forgetActivations, MAX_DEPTH, reserveActivations } from "./activations";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import {
  CONV,
  DENSE,
  DEPTHWISE,
  END,
  FLATTEN,
  FREQUENCY_TO_CHANNELS,
  Layer,
  MAX_POOL,
  RESIDUAL,
  SCALE_SHIFT,
  STATISTICS_POOL,
} from "./layer";
import { isSound, refuse, take, takeWhole } from "./program";
import { makeRoom } from "./room";
import { expandWeights, F32, I6, takeTensor } from "./weights";

/** The shape that the next layer meets, and the network's rows for each of its. */
let time: i32 = 0;
let frequency: i32 = 0;
let channels: i32 = 0;
let timeStride: i32 = 1;

/**
 * Reads the layers of a network, and makes its weights and activations ready. A layer is an i32, its kind, and the i32
 * fields that are read below, in turn; a convolution's and a matrix's bias and scales follow, f32[outChannels] each, the latter
 * unless the weights are float32; END closes a list.
 *
 * @returns the first layer; 0 if the program makes no sense or there is no room
 */
export function takeLayers(nFrames: i32, nCoefficients: i32): usize {
  forgetActivations();
  timeStride = 1;
  setShape(0, nFrames, nCoefficients, 1);
  const first = takeList(0);
  return isSound() && reserveActivations() ? first : 0;
}

/** Values of the last layer. */
export function nOutputs(): i32 {
  return time * frequency * channels;
}

/** Reads a list up to its END; returns its first layer, 0 for none. */
function takeList(depth: i32): usize {
  let first: usize = 0;
  let last: usize = 0;
  for (let kind = takeWhole(END, FLATTEN); kind !== END && isSound(); kind = takeWhole(END, FLATTEN)) {
    if (kind === FREQUENCY_TO_CHANNELS) setShape(depth, time, 1, frequency * channels);
    else if (kind === FLATTEN) setShape(depth, 1, 1, time * frequency * channels);
    else {
      if (!makeRoom(offsetof<Layer>() + 16)) refuse();
      if (!isSound()) return 0;
      const address = alloc(offsetof<Layer>());
      takeLayer(changetype<Layer>(address), kind, depth);
      if (last) changetype<Layer>(last).next = address;
      else first = address;
      last = address;
    }
  }
  return first;
}

function takeLayer(layer: Layer, kind: i32, depth: i32): void {
  memory.fill(changetype<usize>(layer), 0, offsetof<Layer>());
  layer.kind = kind;
  layer.timeStride = timeStride;
  layer.inTime = time;
  layer.inFrequency = frequency;
  layer.inChannels = channels;
  if (kind === CONV || kind === DEPTHWISE) takeConvolution(layer, depth);
  else if (kind === MAX_POOL) {
    takeWindow(layer, depth, channels);
  } else if (kind === RESIDUAL) {
    if (depth === MAX_DEPTH) refuse();
    else layer.inner = takeList(depth + 1);
    if (time !== layer.inTime || frequency !== layer.inFrequency || channels !== layer.inChannels) refuse();
    setShape(depth, time, frequency, channels);
  } else if (kind === STATISTICS_POOL) {
    layer.deviation = takeWhole(0, 1);
    setShape(depth, 1, 1, channels << layer.deviation);
  } else if (kind === DENSE) {
    if (time !== 1 || frequency !== 1) refuse();
    const units = takeWhole(1, 65536);
    layer.relu = takeWhole(0, 1);
    setShape(depth, 1, 1, units);
    takeWeights(layer, layer.inChannels, units, units);
  } else {
    if (kind === SCALE_SHIFT) {
      layer.relu = takeWhole(0, 1);
      layer.weights = takeChannels(channels);
      layer.bias = takeChannels(channels);
    }
    setShape(depth, time, frequency, channels);
  }
  layer.outTime = time;
  layer.outFrequency = frequency;
  layer.outChannels = channels;
}

function takeConvolution(layer: Layer, depth: i32): void {
  const filters = takeWhole(1, 0x4000000);
  layer.relu = takeWhole(0, 1);
  takeWindow(layer, depth, filters);
  // biome-ignore format: from top to bottom, from left to right
  const padded = countPadded(
    layer.top + layer.inTime + layer.bottom, layer.left + layer.inFrequency + layer.right, layer.inChannels,
  );
  const depthwise = layer.kind === DEPTHWISE;
  if (!padded || (depthwise && filters !== layer.inChannels)) refuse();
  const nTaps = layer.kernelTime * layer.kernelFrequency;
  takeWeights(layer, depthwise ? nTaps : nTaps * layer.inChannels, filters, depthwise ? filters : 8);
}

/** Reads how a window slides, and lets it slide. */
function takeWindow(layer: Layer, depth: i32, outChannels: i32): void {
  layer.kernelTime = takeWhole(1, 255);
  layer.kernelFrequency = takeWhole(1, 255);
  layer.strideTime = takeWhole(1, 255);
  layer.strideFrequency = takeWhole(1, 255);
  layer.dilationTime = takeWhole(1, 255);
  layer.dilationFrequency = takeWhole(1, 255);
  const same = takeWhole(0, 1) === 1;
  const spanTime = (layer.kernelTime - 1) * layer.dilationTime;
  const spanFrequency = (layer.kernelFrequency - 1) * layer.dilationFrequency;
  const outTime = slides(same ? time : time - spanTime, layer.strideTime);
  const outFrequency = slides(same ? frequency : frequency - spanFrequency, layer.strideFrequency);
  const neededTime = (outTime - 1) * layer.strideTime + spanTime + 1;
  const neededFrequency = (outFrequency - 1) * layer.strideFrequency + spanFrequency + 1;
  layer.top = max(0, neededTime - time) >> 1;
  layer.left = max(0, neededFrequency - frequency) >> 1;
  layer.bottom = max(0, neededTime - layer.top - time);
  layer.right = max(0, neededFrequency - layer.left - frequency);
  timeStride = min(timeStride * layer.strideTime, 65536);
  setShape(depth, outTime, outFrequency, outChannels);
}

/** ⌈length / stride⌉; 0 for none. */
function slides(length: i32, step: i32): i32 {
  return length < 1 ? 0 : (length - 1) / step + 1;
}

/** Reads bias, scales and weights [nRows, nColumns], and expands all into panels of so many columns. */
function takeWeights(layer: Layer, nRows: i32, nColumns: i32, width: i32): void {
  const dtype = takeWhole(F32, I6);
  const bias = takeChannels(nColumns);
  const scales = dtype === F32 ? 0 : takeChannels(nColumns);
  const weights = takeTensor(<u64>nRows * <u64>nColumns, dtype);
  const paddedColumns = <u64>((nColumns + width - 1) / width) * <u64>width;
  if (!isSound() || !makeRoom((((<u64>nRows + 1) * paddedColumns) << 2) + 64)) {
    refuse();
    return;
  }
  layer.bias = alloc((<usize>paddedColumns) << 2);
  expandWeights(bias, F32, 1, nColumns, 0, layer.bias, width);
  layer.weights = alloc((<usize>nRows * <usize>paddedColumns) << 2);
  expandWeights(weights, dtype, nRows, nColumns, scales, layer.weights, width);
}

/** f32[n] within the program. */
function takeChannels(n: i32): usize {
  return take((<u64>n) << 2);
}

function setShape(depth: i32, newTime: i32, newFrequency: i32, newChannels: i32): void {
  time = newTime;
  frequency = newFrequency;
  channels = newChannels;
  if (!countActivation(depth, time, frequency, channels)) refuse();
}
