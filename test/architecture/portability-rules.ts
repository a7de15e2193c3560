import type { Source } from "./source.ts";
import { isPackageSource } from "./workspace.ts";

interface Rule {
  appliesTo: (path: string) => boolean;
  names: readonly string[];
  expected: string;
}

/** Names that only some files may know. */
const RULES: readonly Rule[] = [
  {
    names: ["document", "navigator", "localStorage", "AudioContext", "OfflineAudioContext", "AudioWorkletNode"],
    appliesTo: (path) =>
      /^(packages|apps)\/[^/]+\/src\//.test(path) && !path.startsWith("apps/web/") && !path.endsWith(".browser.ts"),
    expected: "only in apps/web and *.browser.ts",
  },
  {
    names: ["process", "Buffer", "__dirname", "__filename"],
    appliesTo: (path) => isPackageSource(path) && !path.endsWith(".node.ts"),
    expected: "only in apps/cli, bench, test, scripts and *.node.ts",
  },
  {
    names: ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"],
    appliesTo: isPackageSource,
    expected: "bytes as an argument",
  },
  {
    names: ["Date", "performance"],
    appliesTo: isPackageSource,
    expected: "the time as an argument",
  },
  {
    names: ["crypto"],
    appliesTo: isPackageSource,
    expected: "hashes and randomness from @undertone/core",
  },
];

/** What IEEE 754 or ECMAScript defines to the last bit. */
const EXACT = new Set([
  ...["abs", "ceil", "clz32", "floor", "fround", "imul", "max", "min", "round", "sign", "sqrt", "trunc"],
  ...["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"],
]);

/** Globals that would tie a package to one place, hide an argument, or differ between engines. */
export function portabilityViolations(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => [...globalViolations(source), ...mathViolations(source)]);
}

function globalViolations({ path, identifiers }: Source): string[] {
  return RULES.filter(({ appliesTo }) => appliesTo(path)).flatMap(({ names, expected }) =>
    identifiers
      .filter(({ name }) => names.includes(name))
      .map(({ name, line }) => `${path}:${line} uses ${name}, expected ${expected}`),
  );
}

function mathViolations({ path, math, powers }: Source): string[] {
  if (!isPackageSource(path)) return [];
  const inexact = [...math.filter(({ name }) => !EXACT.has(name)), ...powers];
  return [
    ...math
      .filter(({ name }) => name === "random")
      .map(({ line }) => `${path}:${line} uses Math.random, expected a Random as an argument`),
    ...inexact
      .filter(({ name }) => name !== "random")
      .map(
        ({ name, line }) => `${path}:${line} uses ${nameOf(name)}, expected a function that is exact in every engine`,
      ),
  ];
}

const nameOf = (name: string) => (/^\w/.test(name) && name !== "Math" ? `Math.${name}` : name);
