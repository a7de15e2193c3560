import { type BackendWasm, setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import { backend as activeBackend, env, getBackend, setBackend, version_core } from "@tensorflow/tfjs-core";
import { BackendError } from "./backend-error.ts";
import { memoryOf } from "./heap.ts";
import { registerTrainingKernels } from "./training-kernels.ts";

/** The one release of tfjs whose seams this package knows. */
const TFJS_VERSION = "4.22.0";
const BINARIES = ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm-threaded-simd.wasm"];

/** The Wasm backend of tfjs, able to train. */
export interface TrainingBackend {
  backend: BackendWasm;
  /** bytes of linear memory; it grows and never shrinks */
  heapBytes(): number;
  /** @throws BackendError if tfjs has been switched to another backend */
  assertActive(): void;
}

export interface TrainingBackendOptions {
  /**
   * Where tfjs's binaries are; needed in a browser. A folder's address that ends in a slash, the address of
   * `tfjs-backend-wasm-simd.wasm` itself, or a map from file names to addresses in which only that name must occur.
   */
  wasmPaths?: string | Record<string, string>;
}

/**
 * Makes the single-thread SIMD build of tfjs's Wasm backend the active backend and gives it the kernels it lacks. Never
 * falls back to another backend.
 *
 * @throws BackendError if the backend cannot be had, saying why
 */
export async function startTrainingBackend(options: TrainingBackendOptions = {}): Promise<TrainingBackend> {
  await assertSupported();
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  const paths = options.wasmPaths === undefined ? undefined : completePaths(options.wasmPaths);

  let started = false;
  try {
    // Throws after a start that failed: tfjs takes no other paths then.
    if (paths !== undefined) setWasmPaths(paths);
    started = await setBackend("wasm");
  } catch (cause) {
    throw new BackendError(`the Wasm backend did not start: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  if (!started) {
    throw new BackendError(
      "the Wasm backend did not start: is tfjs-backend-wasm-simd.wasm served where wasmPaths says?",
    );
  }
  assertActive();
  const backend = activeBackend() as BackendWasm;
  await registerTrainingKernels(backend);
  return { backend, heapBytes: () => memoryOf(backend).buffer.byteLength, assertActive };
}

function assertActive(): void {
  if (getBackend() !== "wasm") throw new BackendError(`the active backend is ${getBackend()}, expected wasm`);
}

async function assertSupported(): Promise<void> {
  for (const [name, version] of Object.entries({ "tfjs-core": version_core, "tfjs-backend-wasm": version_wasm })) {
    if (version !== TFJS_VERSION) throw new BackendError(`${name} is ${version}, expected ${TFJS_VERSION}`);
  }
  if (typeof WebAssembly === "undefined")
    throw new BackendError("WebAssembly is missing, expected an engine with SIMD");
  try {
    await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch (cause) {
    throw new BackendError(
      "WebAssembly is forbidden here, expected a Content-Security-Policy with 'wasm-unsafe-eval'",
      {
        cause,
      },
    );
  }
  if (!(await env().getAsync("WASM_HAS_SIMD_SUPPORT"))) {
    throw new BackendError("this engine has no WebAssembly SIMD, which training needs");
  }
}

/** tfjs wants an address for each of its three binaries, though it loads only one. */
function completePaths(paths: string | Record<string, string>): string | Record<string, string> {
  if (typeof paths === "string" && !/\.wasm($|[?#])/.test(paths)) return paths;
  const simd = typeof paths === "string" ? paths : paths[BINARIES[1]];
  if (!simd) throw new RangeError(`wasmPaths has ${Object.keys(paths).join(", ")}, expected ${BINARIES[1]}`);
  return Object.fromEntries(
    BINARIES.map((name) => [name, (typeof paths === "string" ? undefined : paths[name]) ?? simd]),
  );
}
