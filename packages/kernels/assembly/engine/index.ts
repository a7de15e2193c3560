// A whole recognizer in one module: PCM in, probabilities out, told by a program in its memory what to compute. Its exports
// are the ABI that packages/bundler/README.md documents.
import { alloc, mark, release } from "../common/memory";
import { cleanSamples } from "../dsp/clean-samples";
import { removeMean } from "../dsp/condition";
import { softmax } from "../inference/softmax";
import { areCoupled, clipFrames, roomBefore, roomBehind } from "./clip-frames";
import { nFramesOf } from "./framing";
import { isSound, openProgram, PROGRAM, programEnd, take, takeWhole } from "./program";
import { nOutputs, takeLayers } from "./read-layers";
import { planResampler, resample, resampledLength, resamplePadding } from "./resampler";
import { makeRoom } from "./room";
import { lastInput, runLayers } from "./run-layers";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { NORMALIZE_TRAINING, NORMALIZE_UTTERANCE, planSpec, Spec, takeSpec } from "./spec";
import { averageFrames as average, fitStatistics, normalize } from "./standardize";
import {
  BAD_LENGTH,
  BAD_PROGRAM,
  BAD_SAMPLE,
  BAD_SAMPLE_RATE,
  NOT_FINITE,
  NOT_INITIALIZED,
  OK,
  OUT_OF_MEMORY,
  TOO_SHORT,
} from "./status";
import { trimEnd, trimSilence, trimStart } from "./trim";

/** Samples of a clip, at most: three hours at 16 kHz; of any clip the sizes below then fit into 31 bits. */
const MAX_SAMPLES: i32 = 0x0a000000;

let spec = changetype<Spec>(0);
let ready: bool = false;
let plan: usize = 0;
let mean: usize = 0;
let deviation: usize = 0;
let layers: usize = 0;
let labels: usize = 0;
let count: i32 = 0;
let input: usize = 0;
let answer: usize = 0;
let rows: i32 = 0;

let rate: i32 = 0;
let modelEnd: usize = 0;
let filterEnd: usize = 0;
let clipEnd: usize = 0;
let clip: usize = 0;
let capacity: i32 = 0;

/** Version of these exports and of the program's format. */
export function abiVersion(): i32 {
  return 1;
}

/** Room for a program of so many bytes: its address; 0 if there is none. */
export function reserveProgram(byteLength: i32): usize {
  ready = false;
  release(PROGRAM);
  return byteLength >= 0 && makeRoom(byteLength) ? PROGRAM : 0;
}

/** Makes all of the program ready. */
export function initialize(): i32 {
  ready = false;
  if (!openProgram()) return BAD_PROGRAM;
  release(PROGRAM);
  alloc(programEnd() - PROGRAM);
  const taken = takeSpec();
  if (!taken || !isSound()) return BAD_PROGRAM;
  spec = taken;
  plan = planSpec(spec);
  if (!plan) return OUT_OF_MEMORY;
  const width = spec.nCoefficients();
  if (!takeStatistics(width)) return BAD_PROGRAM;
  layers = takeLayers(spec.nFrames, width);
  if (!layers || !takeLabels()) return BAD_PROGRAM;
  const inputBytes = (<u64>spec.nFrames * <u64>width) << 2;
  if (!makeRoom(inputBytes + ((<u64>count) << 2) + 64)) return OUT_OF_MEMORY;
  input = alloc(<usize>inputBytes);
  answer = alloc((<usize>count) << 2);
  modelEnd = mark();
  ready = true;
  rate = 0;
  return setSampleRate(spec.sampleRate);
}

/** Mean and deviation: in the program, or room for the utterance's. */
function takeStatistics(width: i32): bool {
  const bytes = (<usize>width) << 2;
  if (spec.normalization === NORMALIZE_TRAINING) {
    mean = take(2 * bytes);
    deviation = mean + bytes;
    return isSound();
  }
  if (!makeRoom(2 * bytes + 32)) return false;
  mean = alloc(bytes);
  deviation = alloc(bytes);
  return true;
}

function takeLabels(): bool {
  const outputs = nOutputs();
  count = takeWhole(outputs, outputs);
  labels = take(0);
  for (let i = 0; i < count && isSound(); i++) take(takeWhole(0, 0x100000));
  return isSound();
}

/** The model's own sample rate in Hz, which needs no resampling; 0 before `initialize`. */
export function sampleRate(): i32 {
  return ready ? spec.sampleRate : 0;
}

/** Samples at the model's own rate that fill the network's input; 0 before `initialize`. */
export function windowLength(): i32 {
  return ready ? spec.nFrames * spec.averageFrames * spec.hopLength : 0;
}

/** Probabilities of an answer; 0 before `initialize`. */
export function nLabels(): i32 {
  return ready ? count : 0;
}

/** Where a label's UTF-8 lies; 0 if there is no such label. */
export function labelAddress(index: i32): usize {
  if (!ready || index < 0 || index >= count) return 0;
  let address = labels;
  for (; index > 0; index--) address += 4 + <usize>load<i32>(address);
  return address + 4;
}

/** Bytes of a label's UTF-8; 0 if there is no such label. */
export function labelLength(index: i32): i32 {
  const address = labelAddress(index);
  return address ? load<i32>(address - 4) : 0;
}

/** Sets the sample rate of what comes, a whole number of Hz from 4000 to 768000; forgets what `reserve` gave if it is another. */
export function setSampleRate(hz: i32): i32 {
  if (!ready) return NOT_INITIALIZED;
  if (hz < 4000 || hz > 768000) return BAD_SAMPLE_RATE;
  if (hz === rate) return OK;
  release(modelEnd);
  capacity = 0;
  rate = 0;
  if (!planResampler(hz, spec.sampleRate)) return OUT_OF_MEMORY;
  rate = hz;
  filterEnd = mark();
  return OK;
}

/** Room for n float32 samples: its address, good until the next `reserve` or `setSampleRate`; 0 if there is none. */
export function reserve(n: i32): usize {
  if (!ready || !rate) return 0;
  release(filterEnd);
  capacity = 0;
  if (n < 1 || n > MAX_SAMPLES) return 0;
  const before = max(resamplePadding(), roomBefore(spec));
  const behind = max(resamplePadding(), roomBehind(spec));
  const bytes = (<u64>n + <u64>before + <u64>behind) << 2;
  if (!makeRoom(bytes + 32)) return 0;
  clip = alloc(<usize>bytes) + ((<usize>before) << 2);
  clipEnd = mark();
  capacity = n;
  return clip;
}

/** Recognizes the first n of the samples reserved, and overwrites them. */
export function run(n: i32): i32 {
  if (!ready) return NOT_INITIALIZED;
  if (n < 1 || n > capacity) return BAD_LENGTH;
  release(clipEnd);
  let x = clip;
  let length = n;
  if (rate !== spec.sampleRate) {
    if (cleanSamples(x, n) >= 0) return BAD_SAMPLE;
    const resampled = resampledLength(n);
    if (resampled > MAX_SAMPLES) return BAD_LENGTH;
    const room = (<u64>resampled + <u64>roomBefore(spec) + <u64>roomBehind(spec)) << 2;
    if (!makeRoom(room + 32)) return OUT_OF_MEMORY;
    const y = alloc(<usize>room) + ((<usize>roomBefore(spec)) << 2);
    resample(x, n, y);
    x = y;
    length = <i32>resampled;
  }
  if (cleanSamples(x, length) >= 0) return BAD_SAMPLE;
  if (spec.removeDc) removeMean(x, length);
  if (spec.trim) {
    if (!trimSilence(spec, x, length)) return OUT_OF_MEMORY;
    x += (<usize>trimStart) << 2;
    length = trimEnd - trimStart;
  }
  const status = fillInput(x, length);
  return status === OK ? runNetwork(rows) : status;
}

/** Fills the network's input from a clip. */
function fillInput(x: usize, n: i32): i32 {
  const nFrames = nFramesOf(spec, n);
  if (nFrames === 0) return TOO_SHORT;
  const averaged = spec.averageFrames;
  const nGroups = (nFrames + averaged - 1) / averaged;
  const kept = min(nGroups, spec.nFrames);
  const start = (nGroups - kept) >> 1;
  const coupled = areCoupled(spec);
  const first = coupled ? 0 : start * averaged;
  const last = coupled ? nFrames : min(nFrames, (start + kept) * averaged);

  const values = clipFrames(spec, plan, x, n, first, last - first);
  if (!values) return OUT_OF_MEMORY;
  const width = spec.nCoefficients();
  if (averaged > 1) average(values, last - first, width, averaged);
  const row = (<usize>width) << 2;
  const keptBytes = <usize>kept * row;
  memory.copy(input, coupled ? values + <usize>start * row : values, keptBytes);
  memory.fill(input + keptBytes, 0, <usize>spec.nFrames * row - keptBytes);
  if (spec.normalization === NORMALIZE_UTTERANCE) fitStatistics(input, kept, width, mean, deviation);
  if (spec.normalization <= NORMALIZE_TRAINING) normalize(input, kept, width, mean, deviation);
  rows = kept;
  return OK;
}

/** Rows of the network's input that are no padding, as the last `run` filled it. */
export function nRows(): i32 {
  return rows;
}

/** The network's input, f32[nFrames][nCoefficients], as `run` filled it or for `runNetwork`; 0 before `initialize`. */
export function inputAddress(): usize {
  return ready ? input : 0;
}

/** Runs the network alone, on an input whose first `length` rows are no padding. */
export function runNetwork(length: i32): i32 {
  if (!ready) return NOT_INITIALIZED;
  if (length < 1 || length > spec.nFrames) return BAD_LENGTH;
  softmax(runLayers(layers, input, length, 0), count, answer);
  for (let i = 0; i < count; i++) {
    if (!(load<f32>(answer + ((<usize>i) << 2)) <= 1)) return NOT_FINITE; // NaN, too
  }
  return OK;
}

/** What the last layer was given for the last answer, f32[its inputs]: the embedding of what was heard; 0 before `initialize`. */
export function embedding(): usize {
  return ready ? lastInput : 0;
}

/** The last answer, f32[nLabels]; 0 before `initialize`. */
export function probabilities(): usize {
  return ready ? answer : 0;
}
