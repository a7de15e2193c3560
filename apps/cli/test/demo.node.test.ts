import { describe, expect, it } from "vitest";
import { folderWith, undertone } from "./undertone.ts";

describe("demo", () => {
  it("does not write into a folder that holds anything else", async () => {
    const folder = await folderWith({ "thesis.txt": "" });
    expect(await undertone("demo", "--out", folder)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `undertone: out is ${folder}, which holds thesis.txt, expected a new folder or that of an earlier demo\n`,
    });
  });
});
