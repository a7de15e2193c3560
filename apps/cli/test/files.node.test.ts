import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { CommandError } from "../src/errors.ts";
import { removeUnfinished, writeAtomic } from "../src/files/atomic-write.ts";
import { csv } from "../src/files/csv.ts";
import { takeLock } from "../src/files/lock.ts";
import { readBytes } from "../src/files/read-file.ts";
import { claimRunFolder } from "../src/run/run-folder.ts";
import { folderWith } from "./undertone.ts";

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
    expect(await claimRunFolder(join(folder, "new/run"), "corpus", "demo")).toBe(join(folder, "new/run"));
    const full = join(folder, "full");
    await expect(claimRunFolder(full, "corpus", "demo")).rejects.toThrow(
      `out is ${full}, expected a folder that is empty or not there yet`,
    );
  });
});

describe("takeLock", () => {
  it("gives a folder to one of several that take it at once, left by a dead process or not", async () => {
    for (const before of [{}, { lock: "" }]) {
      const path = join(await folderWith(before), "lock");
      const told: string[] = [];
      const takes = await Promise.allSettled([1, 2, 3, 4].map(() => takeLock(path, (text) => told.push(text))));
      const taken = takes.filter((take) => take.status === "fulfilled");
      expect(taken).toHaveLength(1);
      for (const take of takes) if (take.status === "rejected") expect(take.reason).toBeInstanceOf(CommandError);
      expect(told).toEqual("lock" in before ? [`${path} was left by a process, which is dead`] : []);
      taken[0].value.release();
      expect(await readdir(dirname(path))).toEqual([]);
    }
  });

  it("gives it to one of several processes", async () => {
    const path = join(await folderWith({ lock: "" }), "lock");
    const module = new URL("../src/files/lock.ts", import.meta.url).href;
    const script = `const { takeLock } = await import(${JSON.stringify(module)});
      await takeLock(${JSON.stringify(path)}, () => {});
      process.stdout.write("taken");
      setTimeout(() => {}, 60_000);`;
    const children = [1, 2, 3, 4].map(() => {
      const args = ["--conditions=@undertone/source", "--import", "tsx", "--input-type=module", "--eval", script];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
      onTestFinished(() => void child.kill("SIGKILL"));
      return child;
    });
    // The one that has it stays; the others end.
    let nTaken = 0;
    for (const child of children) child.stdout.on("data", () => nTaken++);
    const ends = children.map((child) => once(child, "close"));
    await vi.waitUntil(() => children.filter(({ exitCode }) => exitCode !== null).length === 3, { timeout: 50_000 });
    await vi.waitUntil(() => nTaken > 0);
    expect(nTaken).toBe(1);
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(ends);
  });
});
