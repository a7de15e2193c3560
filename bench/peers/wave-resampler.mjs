import waveResampler from "wave-resampler";

/** Plain JavaScript, its best method. */
export default function create(fromRate, toRate) {
  return (samples) => waveResampler.resample(samples, fromRate, toRate, { method: "sinc" });
}
