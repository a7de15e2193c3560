/** The Wasm backend of TensorFlow.js cannot train here; the message says why. */
export class BackendError extends Error {
  override readonly name = "BackendError";
}
