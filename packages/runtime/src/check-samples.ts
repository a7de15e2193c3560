/** @throws TypeError if the samples are no Float32Array */
export function checkKind(samples: unknown): void {
  if (samples instanceof Float32Array) return;
  throw new TypeError(`samples is ${Object.prototype.toString.call(samples)}, expected a Float32Array`);
}

/** Where the first sample is that is no number of at most 1e9 in magnitude; -1 if there is none. */
export const wrongSample = (samples: Float32Array): number => samples.findIndex((sample) => !(Math.abs(sample) <= 1e9));

export function badSample(samples: Float32Array, index: number): RangeError {
  const rule = Number.isFinite(samples[index]) ? "a magnitude of at most 1e9" : "a finite number";
  return new RangeError(`samples[${index}] is ${samples[index]}, expected ${rule}`);
}

export const badSampleRate = (sampleRate: number): RangeError =>
  new RangeError(`sampleRate is ${sampleRate}, expected a whole number from 4000 to 768000`);
