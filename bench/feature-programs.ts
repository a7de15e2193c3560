import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Absent } from "./contest.ts";
import { installPeers } from "./install-peers.ts";
import { compile } from "./native/compile.ts";
import { pythonWith } from "./python/find.ts";

/** A program that makes features as `child` asks it to. */
export interface Program {
  name: string;
  command: [string, ...string[]];
  /** takes seconds, so it is asked less often than the others */
  isSlow?: boolean;
}

/** In bench/peers, one file each. */
const PEERS = [
  { name: "pffft-wasm, tight JavaScript", file: "pffft-wasm.mjs", isSlow: false },
  { name: "fft.js, tight JavaScript", file: "fft-js.mjs", isSlow: false },
  { name: "transformers.js 2.17, spectrogram", file: "transformers.mjs", isSlow: false },
  { name: "meyda", file: "meyda.mjs", isSlow: true },
  { name: "essentia.js", file: "essentia.mjs", isSlow: true },
];

const LIBRARIES = [
  { name: "numpy, scipy", library: "numpy", modules: ["numpy", "scipy"] },
  { name: "torchaudio", library: "torchaudio", modules: ["numpy", "torchaudio"] },
  { name: "librosa", library: "librosa", modules: ["librosa"] },
];

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** All programs that make MFCCs as librosa defines them, and those that this machine lacks. */
export function featurePrograms(): (Program | Absent)[] {
  const missing = installPeers();
  return [...native(), ...peers(missing), ...libraries()];
}

/** The same C around two FFTs: FFTW's from the system, and pffft's, whose source comes with a peer. */
function native(): (Program | Absent)[] {
  const pffft = pathOf("peers/node_modules/@echogarden/pffft-wasm/src");
  return [
    { name: "native C, FFTW", options: ["-lfftw3f"] },
    ...(existsSync(pffft) ? [{ name: "native C, pffft", options: ["-DPFFFT", `-I${pffft}`, `${pffft}/pffft.c`] }] : []),
  ].map(({ name, options }) => {
    const compiled = compile("features", options);
    return "reason" in compiled ? { name, ...compiled } : { name, command: [compiled.path] };
  });
}

function peers(missing: string | undefined): (Program | Absent)[] {
  return PEERS.map(({ name, file, isSlow }) =>
    missing === undefined
      ? { name, command: [process.execPath, pathOf("peers/host.mjs"), file], isSlow }
      : { name, reason: missing },
  );
}

function libraries(): (Program | Absent)[] {
  return LIBRARIES.map(({ name, library, modules }) => {
    const python = pythonWith(modules);
    return python === undefined
      ? { name, reason: `no Python with ${modules.join(" and ")}` }
      : { name, command: [python, pathOf("python/features.py"), library] };
  });
}
