import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { CORE_GRADIENTS } from "./core-gradients.ts";
import { FUSED_GRADIENTS } from "./fused-gradients.ts";
import { linkGradients } from "./heap.ts";
import { depthwiseKernels } from "./kernels/depthwise.ts";
import { fusedKernels } from "./kernels/fused.ts";
import { matMulKernels } from "./kernels/mat-mul.ts";
import { maxPool3dKernels } from "./kernels/max-pool-3d.ts";
import { optimizerKernels } from "./kernels/optimizers.ts";
import { stockKernels } from "./kernels/stock.ts";
import { addGradient, replaceKernel } from "./register.ts";

/**
 * Gives tfjs's Wasm backend the kernels it lacks, gets wrong or does slowly, under tfjs's own names, and those of the ops
 * in this package. For those who start the backend themselves; calling it again does no harm.
 *
 * @throws BackendError if the backend does not expose its memory
 */
export async function registerTrainingKernels(backend: BackendWasm): Promise<void> {
  const gradients = await linkGradients(backend);
  const families = [stockKernels, maxPool3dKernels, matMulKernels, depthwiseKernels, fusedKernels, optimizerKernels];
  for (const kernel of families.flatMap((kernels) => kernels(gradients))) replaceKernel(kernel);
  for (const gradient of [...CORE_GRADIENTS, ...FUSED_GRADIENTS]) addGradient(gradient);
}
