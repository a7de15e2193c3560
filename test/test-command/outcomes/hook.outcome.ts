// A hook that fails takes its tests with it: none fails by itself.
import { beforeAll, it } from "vitest";

beforeAll(() => {
  throw new Error("a hook that fails");
});
it("never runs", () => {});
