import withoutSimd from "@echogarden/speex-resampler-wasm";
import withSimd from "@echogarden/speex-resampler-wasm/simd";

const QUALITY = 5;

/** The speex resampler in WebAssembly, built with SIMD or without, a second at a time, its delay left in. */
export default async function create(fromRate, toRate, simd) {
  const wasm = await (simd ? withSimd() : withoutSimd());
  const input = wasm._malloc(4 * fromRate);
  const output = wasm._malloc(4 * (toRate + 1));
  const lengths = wasm._malloc(8);
  return (samples) => {
    const state = wasm._speex_resampler_init(1, fromRate, toRate, QUALITY, lengths);
    const result = new Float32Array(Math.ceil((samples.length * toRate) / fromRate));
    let length = 0;
    for (let at = 0; at < samples.length; at += fromRate) {
      const piece = samples.subarray(at, at + fromRate);
      wasm.HEAPF32.set(piece, input >> 2);
      wasm.HEAPU32[lengths >> 2] = piece.length;
      wasm.HEAPU32[(lengths >> 2) + 1] = toRate + 1;
      wasm._speex_resampler_process_float(state, 0, input, lengths, output, lengths + 4);
      const made = wasm.HEAPU32[(lengths >> 2) + 1];
      result.set(wasm.HEAPF32.subarray(output >> 2, (output >> 2) + made), length);
      length += made;
    }
    wasm._speex_resampler_destroy(state);
    return result;
  };
}
