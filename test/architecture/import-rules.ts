import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Source } from "./source.ts";
import { isPackageSource, ownerOf, type Package, packageNameOf } from "./workspace.ts";

/** The packages from the one that knows none of the others to the one that may know all of them. */
const ORDER = [
  "recipes",
  "models",
  "core",
  "kernels",
  "audio",
  "features",
  "corpus",
  "evaluation",
  "tfjs-wasm-train",
  "trainer",
  "runtime",
  "bundler",
  "exchange",
].map((name) => `@undertone/${name}`);

const NEVER_IN_RUNTIME = ["recipes", "corpus", "evaluation", "tfjs-wasm-train", "trainer"].map(
  (name) => `@undertone/${name}`,
);

const isTfjs = (name: string) => name.startsWith("@tensorflow/");
const mayUseTfjs = (folder: string) => /^(packages\/(tfjs-wasm-train|trainer)|bench|apps\/web)\/$/.test(folder);
/** What is written for tfjs is read by tfjs in tests. */
const mayTestWithTfjs = (folder: string) => mayUseTfjs(folder) || folder === "packages/exchange/";
/** An app whose build holds what it imports, so that nothing of it is installed beside it. */
const isBundled = (folder: string) => folder === "apps/web/";
const isShipped = (path: string) => /^((packages|apps)\/[^/]+\/(src|bin)|bench)\//.test(path);
const mayUseNode = (path: string) =>
  /^(apps\/cli|bench|test|scripts|(packages|apps)\/[^/]+\/scripts|apps\/[^/]+\/test)\//.test(path) ||
  path.endsWith("/vite.config.ts") ||
  /\.node(\.test)?\.ts$/.test(path) ||
  !path.includes("/");

/** What package.json files may declare. */
export function manifestViolations(packages: readonly Package[]): string[] {
  const violations: string[] = [];
  const dependenciesOf = new Map(packages.map(({ name, dependencies }) => [name, dependencies]));
  for (const { folder, name, dependencies, devDependencies } of packages) {
    const at = `${folder}package.json`;
    for (const dependency of dependencies.filter((dependency) => pointsDown(name, dependency))) {
      violations.push(`${at} depends on ${dependency}, expected only packages above ${name}`);
    }
    const foreign = [
      ...(mayUseTfjs(folder) ? [] : dependencies),
      ...(mayTestWithTfjs(folder) ? [] : devDependencies),
    ].filter(isTfjs);
    for (const dependency of foreign) {
      violations.push(`${at} depends on ${dependency}, expected in tfjs-wasm-train, trainer, bench and apps/web only`);
    }
  }
  for (const reached of reachedFrom("@undertone/runtime", dependenciesOf)) {
    if (isTfjs(reached) || NEVER_IN_RUNTIME.includes(reached)) {
      violations.push(`@undertone/runtime reaches ${reached}, expected nothing of training`);
    }
  }
  return violations;
}

/** What modules may import. */
export function importViolations(sources: readonly Source[], packages: readonly Package[]): string[] {
  const violations: string[] = [];
  for (const { path, imports, computedImports } of sources) {
    const owner = ownerOf(path, packages);
    for (const { name, line, reexported } of imports) {
      const rule = /^[./]/.test(name)
        ? relativeRule(path, name, owner, packages)
        : (nodeRule(path, name) ?? packageRule(path, name, owner, packages) ?? reexportRule(path, name, reexported));
      if (rule) violations.push(`${path}:${line} imports ${name}, ${rule}`);
    }
    if (isPackageSource(path)) {
      for (const { line } of computedImports) {
        violations.push(`${path}:${line} imports a computed path, expected a literal`);
      }
    }
  }
  return violations;
}

/** Dependencies that are declared but not imported: all by what is shipped, those on packages by tests. */
export function unusedDependencies(sources: readonly Source[], packages: readonly Package[]): string[] {
  return packages
    .filter(({ folder }) => folder !== "")
    .flatMap(({ folder, dependencies, devDependencies }) => {
      const own = sources.filter(({ path }) => path.startsWith(folder));
      const importedBy = (some: readonly Source[]) =>
        new Set(some.flatMap(({ imports }) => imports.map(({ name }) => packageNameOf(name))));
      const shipped = importedBy(own.filter(({ path }) => isShipped(path)));
      const all = importedBy(own);
      return [
        ...dependencies.filter((name) => !shipped.has(name)),
        ...devDependencies.filter((name) => ORDER.includes(name) && !all.has(name)),
      ].map((name) => `${folder}package.json declares ${name}, expected an import of it`);
    });
}

/** Folders of the root whose modules serve tests and scripts anywhere. */
const FOR_ALL_TESTS = ["scripts/", "test/drawn/"];

/** Tests and scripts may read data from anywhere, but no module; all but those of `FOR_ALL_TESTS`. */
function relativeRule(path: string, name: string, owner: Package, packages: readonly Package[]): string | undefined {
  if (!isShipped(path) && !/\.[cm]?[jt]sx?$/.test(name)) return undefined;
  const target = posix.join(posix.dirname(path), name);
  if (!isShipped(path) && FOR_ALL_TESTS.some((folder) => target.startsWith(folder))) return undefined;
  const inside = !name.startsWith("/") && !target.startsWith("..") && ownerOf(target, packages) === owner;
  return inside ? undefined : `expected no path out of ${owner.folder || "the root"}`;
}

function nodeRule(path: string, name: string): string | undefined {
  if (!isBuiltin(name) || mayUseNode(path)) return undefined;
  return "expected only in apps/cli, bench, test, scripts and *.node.ts";
}

function packageRule(path: string, name: string, owner: Package, packages: readonly Package[]): string | undefined {
  if (isBuiltin(name)) return undefined;
  const imported = packageNameOf(name)!;
  const known = packages.find((one) => one.name === imported);
  if (known && !known.entries.includes(name)) return `expected one of ${known.entries.join(", ") || "no entry at all"}`;
  if (isShipped(path) && pointsDown(owner.name, imported)) return `expected only packages above ${owner.name}`;
  const mayImportTfjs = isShipped(path) ? mayUseTfjs : mayTestWithTfjs;
  if (isTfjs(imported) && !mayImportTfjs(owner.folder))
    return "expected in tfjs-wasm-train, trainer, bench and apps/web only";

  const root = packages.find(({ folder }) => folder === "");
  const declared = isShipped(path)
    ? [...owner.dependencies, ...(isBundled(owner.folder) ? owner.devDependencies : [])]
    : [
        owner.name,
        ...owner.dependencies,
        ...owner.devDependencies,
        ...(root?.devDependencies ?? []),
        ...(owner === root ? packages.map((one) => one.name) : []),
      ];
  return declared.includes(imported) ? undefined : `expected it declared in ${owner.folder}package.json`;
}

function reexportRule(path: string, name: string, reexported: boolean): string | undefined {
  return reexported && isPackageSource(path) && ORDER.includes(packageNameOf(name)!)
    ? "expected no package to export another's"
    : undefined;
}

/** Whether a package would reach one at or below itself; those that are not in the order stand below all that are. */
function pointsDown(from: string, to: string): boolean {
  const target = ORDER.indexOf(to);
  const start = ORDER.indexOf(from);
  return target >= 0 && start >= 0 && target >= start;
}

function reachedFrom(name: string, dependenciesOf: ReadonlyMap<string, string[]>): Set<string> {
  const reached = new Set(dependenciesOf.get(name));
  for (const one of reached) for (const next of dependenciesOf.get(one) ?? []) reached.add(next);
  return reached;
}
