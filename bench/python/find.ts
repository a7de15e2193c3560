import { execFileSync } from "node:child_process";

/**
 * A Python that has all of these modules: of PYTHON, python3 and the system's own, the first. Undefined if none has.
 */
export function pythonWith(modules: readonly string[]): string | undefined {
  const candidates = [process.env.PYTHON, "python3", "/usr/bin/python3"].filter((one) => one !== undefined);
  return candidates.find((python) => {
    try {
      execFileSync(python, ["-c", `import ${modules.join(", ")}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}
