import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("the README's example does what it says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, example] = /```js\n(.*?)```/s.exec(readme) ?? [];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@undertone/source", "--import", "tsx", "--input-type=module", "--eval", example],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8" },
  );
  expect(example.split("\n").filter((line) => line !== "")).toHaveLength(10);
  // The last line of the example says what it prints last; startTrainingBackend itself refuses any backend but Wasm.
  const [, said] = /\/\/ ends with (.*)\n$/.exec(example) ?? [];
  expect(said).toBe("acc: 1");
  expect(stdout.trim().split("\n").at(-1), stderr).toMatch(/^14 \{ loss: .*, acc: 1 \}$/);
});
