import { commandText } from "@undertone/evaluation";
import { expect, it } from "vitest";

it("a command's text quotes what a shell would not take as it is", () => {
  expect(commandText(["undertone", "train", "my corpus", "it's", "--folds=6", ""])).toBe(
    "undertone train 'my corpus' 'it'\\''s' --folds=6 ''",
  );
});
