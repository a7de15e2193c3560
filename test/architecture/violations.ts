import { importViolations, manifestViolations, unusedDependencies } from "./import-rules.ts";
import { portabilityViolations } from "./portability-rules.ts";
import { readSource, type SourceFile } from "./source.ts";
import { readPackage } from "./workspace.ts";

/**
 * Everything in a repository that breaks the rules of its architecture, one message each.
 *
 * @param files  its modules and its package.json files, the root's among them
 */
export function violations(files: readonly SourceFile[]): string[] {
  const isManifest = ({ path }: SourceFile) => /(^|\/)package\.json$/.test(path);
  const packages = files.filter(isManifest).map(readPackage);
  const sources = files.filter((file) => !isManifest(file)).map(readSource);
  return [
    ...manifestViolations(packages),
    ...importViolations(sources, packages),
    ...unusedDependencies(sources, packages),
    ...portabilityViolations(sources),
  ];
}
