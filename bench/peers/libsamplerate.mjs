import libsamplerate from "@alexanderolsen/libsamplerate-js";

/** libsamplerate in WebAssembly, its medium quality. */
export default async function create(fromRate, toRate) {
  const { create: createSource, ConverterType } = libsamplerate;
  const source = await createSource(1, fromRate, toRate, { converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY });
  return (samples) => source.simple(samples);
}
