import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Compiles bench/native/<source>.c with `cc -O3 -march=native` into a folder of the system's for temporary files.
 *
 * @param options  more arguments of the compiler, libraries last
 * @returns        the program's path, or why there is none
 */
export function compile(source: string, options: readonly string[] = []): { path: string } | { reason: string } {
  const path = join(mkdtempSync(join(tmpdir(), "undertone-native-")), source);
  const from = fileURLToPath(new URL(`${source}.c`, import.meta.url));
  try {
    execFileSync("cc", ["-O3", "-march=native", "-fopenmp-simd", "-o", path, from, ...options, "-lm"], {
      stdio: "pipe",
    });
    return { path };
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === "ENOENT") return { reason: "no C compiler" };
    return {
      reason: `cc failed: ${
        stderr
          ?.toString()
          .split("\n")
          .find((line) => /error/.test(line)) ?? error
      }`,
    };
  }
}
