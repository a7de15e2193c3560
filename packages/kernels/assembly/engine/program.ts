// The program: what an engine is to compute, as packages/runtime/src/compile-program.ts writes it. All numbers little-endian:
//
//   byte 0   "UTP1"
//        4   u32 byte length of all
//        8   u32 where the weights begin
//        12  i32[WHOLES] and f64[REALS]: the input spec, see spec.ts
//        …   f32[2][nCoefficients]: mean and standard deviation, where normalization is by the training side's
//        …   layers, see layers.ts
//        …   labels: i32 how many, then each as i32 byte length and UTF-8
//        …   weights, tensor by tensor, see weights.ts
import { mark } from "../common/memory";

const MAGIC: u32 = 0x31505455;
const HEADER: usize = 12;

/** Where the program lies: the first free byte after the engine's own data. */
export const PROGRAM: usize = mark();

let cursor: usize = 0;
let headEnd: usize = 0;
let weights: usize = 0;
let weightsEnd: usize = 0;
let broken: bool = true;

/** Begins to read the program; whether there is one, within the memory. */
export function openProgram(): bool {
  broken = true;
  const available = ((<u64>memory.size()) << 16) - PROGRAM;
  if (available < HEADER || load<u32>(PROGRAM) !== MAGIC) return false;
  const length = load<u32>(PROGRAM, 4);
  const head = load<u32>(PROGRAM, 8);
  if (<u64>length > available || head > length || head < HEADER) return false;
  cursor = PROGRAM + HEADER;
  headEnd = PROGRAM + head;
  weights = headEnd;
  weightsEnd = PROGRAM + length;
  broken = false;
  return true;
}

/** The first byte behind the program. */
export function programEnd(): usize {
  return weightsEnd;
}

/** Says that the program makes no sense. */
export function refuse(): void {
  broken = true;
}

/** Whether all read so far made sense. */
export function isSound(): bool {
  return !broken;
}

/** The address of the next `byteLength` bytes; 0 if the program has no more. */
export function take(byteLength: u64): usize {
  if (broken || byteLength > <u64>(headEnd - cursor)) {
    broken = true;
    return 0;
  }
  const address = cursor;
  cursor += <usize>byteLength;
  return address;
}

/** The address of the next `byteLength` bytes of weights; 0 if the program has no more. */
export function takeWeights(byteLength: u64): usize {
  if (broken || byteLength > <u64>(weightsEnd - weights)) {
    broken = true;
    return 0;
  }
  const address = weights;
  weights += <usize>byteLength;
  return address;
}

/** The next number, which must lie from low to high, or the program makes no sense: then `low`. */
export function takeWhole(low: i32, high: i32): i32 {
  const address = take(4);
  if (!address) return low;
  const value = load<i32>(address);
  if (value >= low && value <= high) return value;
  broken = true;
  return low;
}
