import type { SourceFile } from "./source.ts";

/** A package of the repository, by its package.json. */
export interface Package {
  /** from the root, with a slash at its end: "packages/core/"; "" for the root */
  folder: string;
  name: string;
  dependencies: string[];
  devDependencies: string[];
  /** what may be imported of it: "@undertone/core", "@undertone/kernels/dsp" */
  entries: string[];
}

/** Reads a package.json. */
export function readPackage({ path, text }: SourceFile): Package {
  const { name, dependencies = {}, devDependencies = {}, exports = {} } = JSON.parse(text);
  return {
    folder: path.slice(0, -"package.json".length),
    name,
    dependencies: Object.keys(dependencies),
    devDependencies: Object.keys(devDependencies),
    entries: Object.keys(exports).map((entry) => name + entry.slice(1)),
  };
}

/** The package whose folder a path lies in. */
export function ownerOf(path: string, packages: readonly Package[]): Package {
  const owners = packages.filter(({ folder }) => path.startsWith(folder));
  return owners.reduce((deepest, owner) => (owner.folder.length > deepest.folder.length ? owner : deepest));
}

/** "@undertone/kernels" of "@undertone/kernels/dsp"; undefined of a path. */
export function packageNameOf(specifier: string): string | undefined {
  return /^(@[^/]+\/)?[^./][^/]*/.exec(specifier)?.[0];
}

/** Whether a path is a module that a package ships. */
export function isPackageSource(path: string): boolean {
  return /^packages\/[^/]+\/src\//.test(path);
}
