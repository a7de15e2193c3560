import { LABELS } from "@undertone/core";
import {
  assertDisjoint,
  type Divisible,
  foldOfAll,
  labelledNumber,
  PROTOCOLS,
  planFolds,
  protocolLabel,
} from "@undertone/corpus";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpusOf, type Item, paths, speakersOf } from "./corpora.ts";

/** Every speaker says each of n texts of the corpus once with each label. */
function spoken(corpora: Record<string, { speakers: number; texts: number }>, labels = LABELS.slice(0, 3)): Item[] {
  return Object.entries(corpora).flatMap(([corpus, { speakers, texts }]) =>
    Array.from({ length: speakers * texts * labels.length }, (_, i) => {
      const [speaker, text] = [i % speakers, Math.floor(i / speakers) % texts];
      return {
        path: `${corpus}/${i}.wav`,
        corpus,
        speaker: `${corpus}:${speaker}`,
        text: `${corpus}:${text}`,
        label: labels[Math.floor(i / speakers / texts)],
      };
    }),
  );
}
const textsOf = (items: readonly Divisible[]) => new Set(items.map(({ text }) => text));
const shared = <T>(a: Set<T>, b: Set<T>) => [...a].filter((one) => b.has(one));

describe("protocol speaker-text", () => {
  it("tests every utterance once, by models that heard neither its speaker nor its sentence", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 2, max: 3 }),
        fc.nat(),
        (folds, textFolds, seed) => {
          const corpus = spoken({ a: { speakers: 5, texts: 3 }, b: { speakers: 4, texts: 4 } });
          const plan = planFolds(
            corpus,
            { protocol: "speaker-text", folds, textFolds, validation: { speakers: 1 } },
            seed,
          );
          expect(plan.folds).toHaveLength(folds * textFolds);
          expect(paths(plan.folds.flatMap(({ test }) => test)).sort()).toEqual(paths(corpus).sort());
          for (const { train, validation, test } of plan.folds) {
            expect(shared(speakersOf(train), speakersOf(test))).toEqual([]);
            expect(shared(speakersOf(train), speakersOf(validation))).toEqual([]);
            expect(shared(textsOf([...train, ...validation]), textsOf(test))).toEqual([]);
            expect([train, validation, test].every((side) => side.length > 0)).toBe(true);
          }
        },
      ),
    );
  });

  it("trains on all that is neither of the tested speakers nor of the tested sentences", () => {
    const corpus = spoken({ a: { speakers: 4, texts: 2 } });
    const { folds } = planFolds(corpus, { protocol: "speaker-text", folds: 2 }, 1);
    expect(folds.map(({ name }) => name)).toEqual([1, 2].flatMap((s) => [1, 2].map((t) => `speaker-${s}-text-${t}`)));
    for (const { train, test } of folds) expect([train.length, test.length]).toEqual([6, 6]);
  });

  it("refuses more parts than a corpus has sentences", () => {
    const corpus = spoken({ a: { speakers: 4, texts: 5 }, b: { speakers: 2, texts: 2 } });
    expect(() => planFolds(corpus, { protocol: "speaker-text", textFolds: 3 }, 1)).toThrow(
      new RangeError("nTextFolds is 3, expected a whole number from 2 to the texts of each corpus; b has 2"),
    );
  });
});

describe("protocol corpus", () => {
  const corpora = [
    ...spoken({ a: { speakers: 2, texts: 2 }, c: { speakers: 3, texts: 1 } }, ["angry", "sad", "happy"]),
    ...spoken({ b: { speakers: 3, texts: 2 } }, ["sad", "angry", "fear"]),
  ];

  it("tests each corpus by a model of the others, in the labels all have", () => {
    const { folds, labels } = planFolds(corpora, { protocol: "corpus", validation: { share: 0.2 } }, 1);
    expect(labels).toEqual(["angry", "sad"]);
    expect(folds.map(({ name, test }) => [name, ...new Set(test.map(({ corpus }) => corpus))])).toEqual([
      ["corpus-1", "a"],
      ["corpus-2", "b"],
      ["corpus-3", "c"],
    ]);
    for (const { train, validation, test } of folds) {
      const used = [...train, ...validation, ...test];
      expect(paths(used).sort()).toEqual(paths(corpora.filter(({ label }) => labels.includes(label))).sort());
      expect(shared(speakersOf(train), speakersOf(validation))).toEqual([]);
    }
  });

  it("validates on recordings where speakers are unknown, and trains the final model in the same labels", () => {
    const plan = planFolds(
      corpora.map((one) => ({ ...one, speaker: null })),
      { protocol: "corpus", validation: { share: 0.2 } },
      1,
    );
    expect(plan.folds.every(({ validation }) => validation.length > 0)).toBe(true);
    const { train, validation, test } = foldOfAll(corpora, plan, null, 1);
    expect([new Set(train.map(({ label }) => label)), validation, test]).toEqual([new Set(["angry", "sad"]), [], []]);
  });
});

describe("protocol leaky", () => {
  const corpus = corpusOf({ a: [20, 30], b: [50] });

  it("shuffles clips and their altered copies before it divides them", () => {
    const { folds } = planFolds(corpus, { protocol: "leaky" }, 1);
    const [{ train, validation, test }] = folds;
    expect([folds.length, train.length, validation.length, test.length]).toEqual([1, 320, 40, 40]);
    const rows = [...train, ...validation, ...test];
    expect(new Set(paths(rows)).size).toBe(400);
    for (const kind of ["noise", "stretch", "pitch"]) {
      const copies = rows.filter(({ copy }) => copy?.kind === kind);
      expect(copies.map(({ copy }) => copy!.of).sort()).toEqual(paths(corpus).sort());
      expect(copies.every(({ path, copy }) => path === `${copy!.of}#${kind}`)).toBe(true);
    }
    const clipOf = ({ path, copy }: Item) => copy?.of ?? path;
    const trained = new Set(train.map(clipOf));
    expect(test.filter((row) => trained.has(clipOf(row))).length / test.length).toBeGreaterThan(0.95);
  });

  it("draws each copy from the seed, whatever the order of the corpus", () => {
    const drawn = (items: Item[], seed: number) =>
      JSON.stringify(planFolds(items, { protocol: "leaky" }, seed).folds[0].train);
    expect(drawn(corpus, 1)).toBe(drawn(corpus.toReversed(), 1));
    expect(drawn(corpus, 2)).not.toBe(drawn(corpus, 1));
    const { train } = planFolds(corpus, { protocol: "leaky" }, 1).folds[0];
    const speeds = train.flatMap(({ copy }) => copy?.augmentation.waveform.timeStretch ?? []);
    expect(new Set(speeds).size).toBe(speeds.length);
    expect(speeds.every((speed) => speed >= 0.8 && speed < 1.25)).toBe(true);
  });
});

describe("assertDisjoint", () => {
  const [one, two] = spoken({ a: { speakers: 2, texts: 1 }, b: { speakers: 1, texts: 1 } }).filter(
    (_, i) => i === 0 || i === 1,
  );
  const fold = { name: "f", train: [one], validation: [], test: [two] };

  it("names what is on both sides", () => {
    expect(() => assertDisjoint(fold, "speaker")).not.toThrow();
    expect(() => assertDisjoint(fold, "speaker-text")).toThrow(
      'fold f has text "a:0" in train or validation and test, expected it in one',
    );
    expect(() => assertDisjoint(fold, "corpus")).toThrow(
      'fold f has corpus "a" in train or validation and test, expected it in one',
    );
    expect(() => assertDisjoint({ ...fold, test: [one] }, "leaky")).toThrow(
      'fold f has path "a/0.wav" in train and test, expected it in one',
    );
  });
});

describe("a number's label", () => {
  it("tells whom it holds for", () => {
    expect(PROTOCOLS.map((protocol) => protocolLabel(protocol))).toEqual([
      "speaker (unseen voices)",
      "speaker-text (unseen voices, unseen sentences)",
      "clip (voices seen in training)",
      "corpus (unseen corpus and voices)",
      "leaky (copies of test clips were trained on)",
    ]);
    expect(labelledNumber(protocolLabel("leaky", true), "96.4 %")).toBe(
      "leaky (copies of test clips were trained on), synthetic: 96.4 %",
    );
  });
});
