import type { Divisible, Fold } from "../folds/fold.ts";
import type { FoldPlan } from "../folds/plan-folds.ts";
import type { Protocol } from "../folds/protocol.ts";

/** What a test utterance may have in common with the training side, validation included. */
export const LEAKS = ["samples", "sound", "sibling", "speaker", "text"] as const;
export type Leak = (typeof LEAKS)[number];

/** How many test utterances share something with the training side of their fold, over all folds. */
export interface LeakCount {
  count: number;
  /** of all test utterances */
  share: number;
  /** the first few */
  examples: LeakExample[];
}

export interface LeakExample {
  fold: string;
  tested: string;
  trained: string;
}

/** What the sides of a division share. */
export interface SplitAudit {
  protocol: Protocol;
  nTested: number;
  /** the same samples; the same recording at another level, cut or encoded again; a copy of it; the same speaker; the same text */
  leaks: Record<Leak, LeakCount>;
  /** those that the protocol promises are not there, and are: none in a sound division */
  broken: Leak[];
}

/** A path's samples and recording: equal identities for equal ones. */
export type SoundOf = ReadonlyMap<string, { samples: number; sound: number }>;

const N_EXAMPLES = 5;

/** What each protocol promises to be on one side only. */
export const PROMISED: Readonly<Record<Protocol, readonly Leak[]>> = {
  speaker: ["samples", "sound", "sibling", "speaker"],
  "speaker-text": ["samples", "sound", "sibling", "speaker", "text"],
  corpus: ["samples", "sound", "sibling", "speaker"],
  clip: ["samples", "sound", "sibling"],
  leaky: [],
};

/**
 * Counts what test sides share with their training sides, by what is heard and by what is known. A copy sounds like the
 * recording it was made of; "sibling" means that recording itself, or another copy of it.
 *
 * @param sounds  of every recording that was decoded, by path; those that are missing share no sound
 */
export function auditSplit<U extends Divisible>({ protocol, folds }: FoldPlan<U>, sounds: SoundOf): SplitAudit {
  const leaks = Object.fromEntries(
    LEAKS.map((leak) => [leak, { count: 0, share: 0, examples: [] as LeakExample[] }]),
  ) as Record<Leak, LeakCount>;
  let nTested = 0;
  for (const fold of folds) {
    nTested += fold.test.length;
    for (const leak of LEAKS) count(fold, identityOf(leak, sounds), leaks[leak]);
  }
  for (const leak of Object.values(leaks)) leak.share = nTested === 0 ? 0 : leak.count / nTested;
  return { protocol, nTested, leaks, broken: PROMISED[protocol].filter((leak) => leaks[leak].count > 0) };
}

type Identity = (utterance: Divisible) => string | number | null | undefined;

function identityOf(leak: Leak, sounds: SoundOf): Identity {
  switch (leak) {
    // A copy's samples are its own.
    case "samples":
      return ({ path, copy }) => (copy ? null : sounds.get(path)?.samples);
    case "sound":
      return ({ path, copy }) => (copy ? null : sounds.get(path)?.sound);
    case "sibling":
      return ({ path, copy }) => copy?.of ?? path;
    case "speaker":
      return ({ speaker }) => speaker;
    case "text":
      return ({ text }) => text;
  }
}

function count<U extends Divisible>({ name, train, validation, test }: Fold<U>, identity: Identity, into: LeakCount) {
  const trained = new Map<string | number, string>();
  for (const side of [train, validation]) {
    for (const utterance of side) {
      const own = identity(utterance);
      if (own !== null && own !== undefined && !trained.has(own)) trained.set(own, utterance.path);
    }
  }
  for (const utterance of test) {
    const own = identity(utterance);
    const found = own === null || own === undefined ? undefined : trained.get(own);
    if (found === undefined) continue;
    into.count++;
    if (into.examples.length < N_EXAMPLES) into.examples.push({ fold: name, tested: utterance.path, trained: found });
  }
}
