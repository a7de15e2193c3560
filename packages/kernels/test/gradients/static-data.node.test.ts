import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const text = readFileSync(new URL("../../build/gradients.wat", import.meta.url), "utf8");

it("brings no data segment, which would overwrite tensors, and imports its memory", () => {
  expect(text).toContain('(import "env" "memory"');
  expect(text).not.toContain("(data");
});
