/**
 * What a division promises of its sides, the strictest first.
 * - "speaker-text": neither a voice nor a sentence of the test side was trained on;
 * - "speaker": no voice was; numbers hold for unseen voices that say what was trained on;
 * - "corpus": no recording of the test side's corpus was;
 * - "clip": only no recording was; numbers hold for these voices alone;
 * - "leaky": not even that: noisy, stretched and shifted copies of test clips were trained on, as in the recipe behind published
 *   figures near 96 %. Numbers say nothing of speech that is new.
 */
export type Protocol = "speaker" | "speaker-text" | "clip" | "corpus" | "leaky";

export const PROTOCOLS: readonly Protocol[] = ["speaker", "speaker-text", "clip", "corpus", "leaky"];

const HOLDS_FOR: Readonly<Record<Protocol, string>> = {
  speaker: "unseen voices",
  "speaker-text": "unseen voices, unseen sentences",
  clip: "voices seen in training",
  corpus: "unseen corpus and voices",
  leaky: "copies of test clips were trained on",
};

/**
 * Whom a protocol's numbers hold for: "speaker (unseen voices)", "leaky (copies of test clips were trained on)". It stands
 * beside every number, in every output.
 *
 * @param synthetic  whether any voice was synthesized, which the label then says: "speaker (unseen voices), synthetic"
 */
export function protocolLabel(protocol: Protocol, synthetic = false): string {
  return `${protocol} (${HOLDS_FOR[protocol]})${synthetic ? ", synthetic" : ""}`;
}

/** A number that cannot be quoted without whom it holds for: "leaky (copies of test clips were trained on): 96.4 %". */
export function labelledNumber(label: string, number: string): string {
  return `${label}: ${number}`;
}

/** Whether a label, as `protocolLabel` gives it, is that of numbers that nobody may quote by themselves. */
export function isLeakyLabel(label: string): boolean {
  return label.startsWith("leaky ");
}

/** @throws RangeError unless `value` is a protocol */
export function assertProtocol(value: Protocol): void {
  if (PROTOCOLS.includes(value)) return;
  throw new RangeError(`protocol is "${value}", expected ${PROTOCOLS.map((one) => `"${one}"`).join(" or ")}`);
}
