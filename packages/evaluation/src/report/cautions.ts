import type { Protocol } from "@undertone/corpus";

/** What must be known before a number is quoted, a sentence each. */
export function cautionsOf(protocol: Protocol, synthetic: boolean): string[] {
  const known = protocol === "clip" || protocol === "leaky";
  return [
    ...(synthetic
      ? ["Nobody spoke: the voices are synthetic. The numbers show that all parts work, not how well on real speech."]
      : []),
    ...(known ? ["The voices tested were heard in training: the numbers do not hold for new voices."] : []),
  ];
}
