// The test passes; what it left behind does not.
import { it } from "vitest";

it("leaves a rejection behind", () => {
  Promise.reject(new Error("nobody handles this"));
});
