// Every way for a test to end: what the tally is tested on.
import { describe, expect, it } from "vitest";

it("passes", () => {});
describe("in a group", () => {
  it.each([1, 2])("passes %d", () => {});
  it("fails", () => expect(1).toBe(2));
});
it.skip("is skipped", () => {});
it.todo("is to be written");
