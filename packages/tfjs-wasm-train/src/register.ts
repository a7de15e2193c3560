import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  engine,
  type GradConfig,
  getGradient,
  getKernel,
  type NamedAttrMap,
  registerGradient,
  registerKernel,
  type Tensor,
  type TensorInfo,
  unregisterKernel,
} from "@tensorflow/tfjs-core";

/** A kernel of the Wasm backend, by the name under which tfjs looks it up. */
export interface Kernel {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: tfjs checks neither the inputs nor the attributes of a kernel
  run(backend: BackendWasm, inputs: any, attrs: any): TensorInfo | TensorInfo[];
}

/** Registers a kernel in the place of any that the Wasm backend has under its name. */
export function replaceKernel({ name, run }: Kernel): void {
  if (getKernel(name, "wasm")) unregisterKernel(name, "wasm");
  registerKernel({
    kernelName: name,
    backendName: "wasm",
    kernelFunc: ({ backend, inputs, attrs }) => run(backend as BackendWasm, inputs, attrs),
  });
}

/** Registers a gradient unless there is one: tfjs's own come with @tensorflow/tfjs, but not with its core. */
export function addGradient(config: GradConfig): void {
  if (!getGradient(config.kernelName)) registerGradient(config);
}

/**
 * Runs a kernel of the active backend that has one output.
 *
 * @throws TypeError if an input is not float32
 */
export function run<T extends Tensor>(name: string, inputs: Record<string, Tensor>, attrs: object = {}): T {
  assertFloats(inputs);
  return engine().runKernel(name, inputs, attrs as NamedAttrMap) as T;
}

/** As `run`, of a kernel that has several outputs. */
export function runMany(name: string, inputs: Record<string, Tensor>, attrs: object = {}): Tensor[] {
  assertFloats(inputs);
  return engine().runKernel(name, inputs, attrs as NamedAttrMap) as Tensor[];
}

function assertFloats(inputs: Record<string, Tensor>): void {
  for (const [name, { dtype }] of Object.entries(inputs)) {
    if (dtype !== "float32") throw new TypeError(`${name} is ${dtype}, expected float32`);
  }
}
