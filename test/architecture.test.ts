import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { violations } from "./architecture/violations.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** AssemblyScript and what a build writes are no modules of the repository. */
const LEFT_OUT = /(^|\/)(node_modules|dist|build|assembly|\.git|\.turbo|coverage|runs|undertone-demo)\//;

const repository = ["packages", "recipes", "models", "apps", "bench", "test", "scripts", "."]
  .flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: folder !== "." }).map((name) =>
      `${folder}/${name}`.replaceAll(sep, "/").replace(/^\.\//, ""),
    ),
  )
  .filter((path) => !LEFT_OUT.test(path) && /(\.[cm]?[jt]sx?|(^|\/)package\.json)$/.test(path))
  .map((path) => ({ path, text: readFileSync(`${root}${path}`, "utf8") }));

describe("the repository", () => {
  it("is read in full", () => {
    const paths = repository.map(({ path }) => path);
    expect(paths).toContain("package.json");
    expect(paths).toContain("packages/core/src/random.ts");
    expect(paths).toContain("apps/cli/package.json");
    expect(paths).toContain("test/architecture.test.ts");
  });

  it("keeps the rules of its architecture", () => {
    expect(violations(repository)).toEqual([]);
  });

  it.skipIf(!isCheckout())("tracks nothing that a build writes (left out where git is missing)", () => {
    const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
    expect(tracked).toContain("package.json");
    expect(
      tracked.filter((path) => /(^|\/)(dist|build|node_modules|\.turbo|coverage)\/|\.tsbuildinfo$/.test(path)),
    ).toEqual([]);
  });
});

function isCheckout(): boolean {
  try {
    execFileSync("git", ["rev-parse", "--git-dir"], { cwd: root, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
