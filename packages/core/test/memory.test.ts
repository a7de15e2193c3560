import { reusedMemory } from "@undertone/core";
import { expect, it } from "vitest";

it("gives the same memory again, of the length asked for, and more when it must", () => {
  const memory = reusedMemory();
  const four = memory(4);
  expect(four.length).toBe(4);
  expect(memory(0).length).toBe(0);
  expect(memory(3).buffer).toBe(four.buffer);
  const nine = memory(9);
  expect(nine.length).toBe(9);
  expect(nine.buffer).not.toBe(four.buffer);
  expect(memory(4).buffer).toBe(nine.buffer);
});
