import { type Bundle, type BundleHeader, checkTensors, validatedHeader } from "./bundle.ts";
import { BUNDLE_FORMAT } from "./bundle-format.ts";
import { decodeContainer } from "./decode-container.ts";

/**
 * Reads a bundle file. Nothing is allocated by what the file claims; the tensors are copies.
 *
 * @param file  named in errors
 * @throws BundleError if the bytes are not exactly what `encodeBundle` writes
 */
export function decodeBundle(bytes: Uint8Array, file?: string): Bundle {
  const content = (header: BundleHeader, tensors: Bundle["tensors"]): Bundle => {
    const dtypes = new Map(header.tensors.flatMap(({ name, dtype }) => (dtype ? [[name, dtype] as const] : [])));
    const bundle = dtypes.size > 0 ? { ...header, tensors, dtypes } : { ...header, tensors };
    checkTensors(bundle);
    return bundle;
  };
  return decodeContainer(bytes, BUNDLE_FORMAT, { header: validatedHeader, content }, file);
}
