import { type AuditedFile, auditCorpus, auditedLabel, planFolds, type Utterance, unsoundness } from "@undertone/corpus";
import { describe, expect, it } from "vitest";

/** Four speakers with two recordings each; those named in `copies` are one recording. */
function corpusOf(copies: readonly string[]): { utterances: Utterance[]; files: AuditedFile[] } {
  const utterances = ["a", "b", "c", "d"].flatMap((speaker) =>
    (["angry", "sad"] as const).map(
      (label): Utterance => ({
        ...{ path: `${speaker}-${label}.wav`, corpus: "own", speaker, label, nativeLabel: label, text: null },
        intensity: null,
      }),
    ),
  );
  const files = utterances.map(({ path, corpus, label }) => ({
    ...{ path, corpus, label, seconds: 1, peak: 0.5, rms: 0.1, clipped: 0, fingerprint: new Uint32Array(0) },
    sha256: copies.includes(path) ? "one" : path,
  }));
  return { utterances, files };
}

describe("an audit of a corpus and its division", () => {
  it("finds nothing where nothing is on both sides", () => {
    const { utterances, files } = corpusOf([]);
    const audit = auditCorpus(files, planFolds(utterances, { folds: 2 }, 1));
    expect(unsoundness(audit)).toBeNull();
    expect(auditedLabel("speaker (unseen voices)", audit)).toBe("speaker (unseen voices)");
  });

  it("says what is on both sides, with examples and beside every number", () => {
    const { utterances, files } = corpusOf(["a-sad.wav", "b-sad.wav", "c-sad.wav", "d-sad.wav"]);
    const audit = auditCorpus(files, planFolds(utterances, { folds: 2 }, 1));
    const lines = unsoundness(audit)!.split("\n");
    expect(lines[0]).toBe("the division is unsound under protocol speaker:");
    expect(lines).toContain("4 of 8 test utterances have the same samples in training:");
    expect(lines[2]).toMatch(/^ {2}speaker-1: \w-sad\.wav is tested, \w-sad\.wav is trained on$/);
    expect(auditedLabel("speaker (unseen voices)", audit)).toBe(
      "speaker (unseen voices), unsound: the same samples, the same recording on both sides",
    );
  });

  it("is of the files alone without a division", () => {
    const { files } = corpusOf(["a-sad.wav", "b-sad.wav"]);
    const audit = auditCorpus(files, null);
    expect(audit.split).toBeNull();
    expect(audit.files.duplicates).toHaveLength(1);
    expect(unsoundness(audit)).toBeNull();
    expect(auditedLabel("clip", audit)).toBe("clip");
    expect(auditedLabel("clip", null)).toBe("clip");
  });
});
