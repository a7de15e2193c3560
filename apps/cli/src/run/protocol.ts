import type { Protocol } from "@undertone/corpus";

/** What stands beside every number: whom it holds for, and whether anybody spoke at all. */
export function protocolLabel(protocol: Protocol, synthetic: boolean): string {
  const voices = protocol === "speaker" ? "speaker (unseen voices)" : "clip (voices seen in training)";
  return synthetic ? `${voices}, synthetic` : voices;
}

/** Whether any of the corpora was synthesized. */
export function isSynthetic(utterances: readonly { corpus: string }[]): boolean {
  return utterances.some(({ corpus }) => corpus === "synthetic");
}
