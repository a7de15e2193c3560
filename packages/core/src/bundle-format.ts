import { BundleError } from "./bundle-error.ts";
import type { ContainerFormat } from "./container.ts";

/** A bundle file; its header is a `BundleHeader`. */
export const BUNDLE_FORMAT: ContainerFormat = {
  kind: "bundle",
  magic: "UNDRTONE",
  version: 2,
  plainVersion: 1,
  maxHeaderLength: 2 ** 20,
  Refusal: BundleError,
};
