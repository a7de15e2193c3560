import { ContainerError, type ContainerPlace } from "@undertone/core";

/** A checkpoint that cannot be used: damaged, foreign, of a newer format, or of another training. */
export class CheckpointError extends ContainerError {
  override readonly name = "CheckpointError";

  constructor(reason: string, place?: ContainerPlace) {
    super("checkpoint", reason, place);
  }
}
