import { type Bundle, checkBundle } from "./bundle.ts";
import { BUNDLE_FORMAT } from "./bundle-format.ts";
import { encodeContainer } from "./encode-container.ts";

/**
 * The bytes of a bundle file; equal bundles give equal bytes.
 *
 * @throws RangeError for a bundle that `decodeBundle` would refuse, with its reason
 */
export function encodeBundle(bundle: Bundle): Uint8Array<ArrayBuffer> {
  return encodeContainer(BUNDLE_FORMAT, checkBundle(bundle), bundle.tensors);
}
