import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type Gradients, loadGradients } from "@undertone/kernels/gradients";
import { BackendError } from "./backend-error.ts";

/** What Emscripten and tfjs 4.22.0 have but do not type: the raw exports, the memory among them. */
interface Emscripten {
  asm?: { memory?: WebAssembly.Memory };
  _malloc(byteLength: number): number;
  _free(address: number): void;
}

const emscriptenOf = (backend: BackendWasm) => backend.wasm as unknown as Emscripten;

/**
 * The memory in which the backend keeps its tensors.
 *
 * @throws BackendError if the backend hides it, as the threaded binary does
 */
export function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const memory = emscriptenOf(backend).asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new BackendError(
      "the Wasm backend does not expose its memory as wasm.asm.memory, expected the single-thread SIMD binary of tfjs 4.22.0: " +
        "call startTrainingBackend before anything else starts the backend",
    );
  }
  return memory;
}

/** Starts the gradient kernels inside the backend's own memory, so that tensors pass by address. */
export function linkGradients(backend: BackendWasm): Promise<Gradients> {
  return loadGradients(memoryOf(backend));
}

/** Where a tensor's values begin. */
export function addressOf(backend: BackendWasm, { dataId }: TensorInfo): number {
  return backend.getMemoryOffset(dataId);
}

/**
 * Runs `body` with `byteLength` bytes of the backend's memory, and gives them back, also when it throws.
 *
 * @throws BackendError if the memory cannot grow
 */
export function withScratch<T>(backend: BackendWasm, byteLength: number, body: (address: number) => T): T {
  const { _malloc, _free } = emscriptenOf(backend);
  const pointer = _malloc(byteLength);
  if (pointer === 0) throw new BackendError(`the Wasm backend has no ${byteLength} bytes of memory left`);
  try {
    return body(pointer >>> 0);
  } finally {
    _free(pointer);
  }
}
