import { readFileSync } from "node:fs";
import { recipeNamed } from "@undertone/trainer";
import { expect, it } from "vitest";
import golden from "./golden.json" with { type: "json" };

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

it("the documents show the committed weights of the demo", () => {
  const { epochs } = recipeNamed("demo");
  expect(epochs).toBe(30);
  expect(textOf("../../README.md")).toContain(`weights SHA-256 ${golden["weights after 30 epochs"]}`);
});

it("the table of all engines is of the committed hashes", () => {
  const table = textOf("RESULTS.md");
  for (const [name, hash] of Object.entries(golden)) expect(table).toMatch(new RegExp(`${name} +${hash} +golden.json`));
});
