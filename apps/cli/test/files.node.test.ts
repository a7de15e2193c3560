import { mkdir, readdir, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { recipeNamed } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { UsageError } from "../src/errors.ts";
import { removeUnfinished, writeAtomic } from "../src/files/atomic-write.ts";
import { csv } from "../src/files/csv.ts";
import { readBytes } from "../src/files/read-file.ts";
import { claimRunFolder, removeIfUnused } from "../src/run/run-folder.ts";
import { folderWith } from "./undertone.ts";

const recipe = recipeNamed("demo");

describe("writeAtomic", () => {
  it("replaces a file whole and leaves nothing beside it", async () => {
    const folder = await folderWith({ "a.txt": "long before" });
    await writeAtomic(join(folder, "a.txt"), "new");
    await writeAtomic(join(folder, "b.bin"), Uint8Array.of(0, 255));
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("new");
    expect([...(await readFile(join(folder, "b.bin")))]).toEqual([0, 255]);
    expect(await readdir(folder)).toEqual(["a.txt", "b.bin"]);
  });

  it("keeps what was there and names the file when it cannot write", async () => {
    const folder = await folderWith();
    await mkdir(join(folder, "taken"));
    const path = join(folder, "taken");
    await expect(writeAtomic(path, "x")).rejects.toMatchObject({ path, syscall: "rename" });
    await expect(writeAtomic(join(folder, "no/where.txt"), "x")).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder)).toEqual(["taken"]);
  });

  it("leaves no temporary file when the process exits in the middle", async () => {
    const folder = await folderWith();
    const writing = writeAtomic(join(folder, "big"), new Uint8Array(2 ** 26));
    while ((await readdir(folder)).length === 0);
    removeUnfinished();
    expect((await readdir(folder)).filter((name) => name !== "big")).toEqual([]);
    await writing.catch(() => {});
  });
});

describe("csv", () => {
  it("quotes what would break a row, as RFC 4180 has it", () => {
    expect(
      csv([
        ["path", 1],
        ['a,"b"', "two\nlines"],
      ]),
    ).toBe('path,1\n"a,""b""","two\nlines"\n');
  });
});

describe("readBytes", () => {
  it("refuses a device, which has no end", async () => {
    await expect(readBytes("/dev/zero")).rejects.toThrow("/dev/zero: is no regular file");
  });

  it("refuses more than Node reads at once", async () => {
    const path = join(await folderWith({ "long.wav": "" }), "long.wav");
    await truncate(path, 2 ** 31);
    await expect(readBytes(path)).rejects.toThrow(`${path}: has 2147483648 bytes, expected at most 2147483647`);
  });
});

describe("claimRunFolder", () => {
  it("takes an empty folder by name, and none that holds anything", async () => {
    const folder = await folderWith({ "full/a.txt": "" });
    expect(await claimRunFolder(join(folder, "new/run"), "corpus", recipe)).toBe(join(folder, "new/run"));
    const full = join(folder, "full");
    await expect(claimRunFolder(full, "corpus", recipe)).rejects.toThrow(
      `out is ${full}, expected a folder that is empty or not there yet`,
    );
  });

  it("gives a folder to one of several runs that claim it at once", async () => {
    const out = join(await folderWith(), "run");
    const claims = await Promise.allSettled([1, 2, 3, 4].map(() => claimRunFolder(out, "corpus", recipe)));
    expect(claims.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const claim of claims) {
      if (claim.status === "rejected") expect(claim.reason).toBeInstanceOf(UsageError);
    }
    expect(await readdir(out)).toEqual(["recipe.json"]);
  });
});

describe("removeIfUnused", () => {
  it("takes the claim away, but nothing else", async () => {
    const folder = await folderWith({ "unused/recipe.json": "{}", "used/recipe.json": "{}", "used/fold-1/x": "" });
    expect(await removeIfUnused(join(folder, "unused"))).toBe(true);
    expect(await removeIfUnused(join(folder, "used"))).toBe(false);
    expect(await readdir(folder)).toEqual(["used"]);
    expect(await readdir(join(folder, "used"))).toEqual(["fold-1", "recipe.json"]);
  });
});
