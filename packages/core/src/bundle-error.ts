import { ContainerError, type ContainerPlace } from "./container-error.ts";

/** A bundle that cannot be used: damaged, foreign, of a newer format, or made by another feature front end. */
export class BundleError extends ContainerError {
  override readonly name = "BundleError";

  constructor(reason: string, place?: ContainerPlace) {
    super("bundle", reason, place);
  }
}
