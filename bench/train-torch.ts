import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { N_CLASSES, PEER_NETS } from "./peer-nets.ts";

/**
 * What keeps PyTorch from wider vectors: oneDNN (convolution), its own loops and OpenBLAS (dense) each ask the processor
 * and each obey another variable.
 */
export const TORCH_CAPS: Readonly<Record<string, Record<string, string>>> = {
  uncapped: {},
  "capped to AVX2": { DNNL_MAX_CPU_ISA: "AVX2", ATEN_CPU_CAPABILITY: "avx2", OPENBLAS_CORETYPE: "Haswell" },
  "capped to SSE4.1": { DNNL_MAX_CPU_ISA: "SSE41", ATEN_CPU_CAPABILITY: "default", OPENBLAS_CORETYPE: "Nehalem" },
};

/** A process of PyTorch on one thread. */
export interface Torch {
  version: string;
  /** CPU time of one step of a network of PEER_NETS, in ms */
  time(net: string): Promise<number>;
  dispose(): void;
}

/** A Python that can import torch, or null. */
export function findTorch(): string | null {
  const works = (python: string) => spawnSync(python, ["-c", "import torch"]).status === 0;
  return ["python3", "/usr/bin/python3", "python"].find(works) ?? null;
}

/** @param cap  one of TORCH_CAPS */
export async function startTorch(python: string, cap: string, batch: number): Promise<Torch> {
  const script = fileURLToPath(new URL("./train-torch.py", import.meta.url));
  const child = spawn(python, [script, JSON.stringify(PEER_NETS), String(batch), String(N_CLASSES)], {
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", ...TORCH_CAPS[cap] },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`PyTorch ${cap} ended before it answered`);
    return value;
  };
  return {
    version: await answer(),
    async time(net) {
      child.stdin.write(`${net}\n`);
      return Number(await answer());
    },
    dispose: () => child.stdin.end(),
  };
}
