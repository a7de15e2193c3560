import {
  type AuditedFile,
  assignedFold,
  auditFiles,
  auditSplit,
  type Divisible,
  type FoldPlan,
  groupSounds,
  planFolds,
  soundFacts,
} from "@undertone/corpus";
import { describe, expect, it } from "vitest";
import { corpusOf } from "../folds/corpora.ts";

const none = new Uint32Array(0);
const file = (path: string, changes: Partial<AuditedFile> = {}): AuditedFile => ({
  ...{
    path,
    corpus: "a",
    label: "angry",
    seconds: 2,
    peak: 0.5,
    rms: 0.1,
    clipped: 0,
    sha256: path,
    fingerprint: none,
  },
  ...changes,
});
const audit = (files: AuditedFile[]) => auditFiles(files, groupSounds(files));

/** 100 frames of words drawn by a linear congruential generator. */
function frames(seed: number): AuditedFile["fingerprint"] {
  let state = seed;
  return Uint32Array.from({ length: 200 }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return i % 2 === 0 ? state | 1 : 1 + (state >>> 11);
  });
}

describe("auditFiles", () => {
  it("finds nothing in sound files", () => {
    expect(audit([file("1"), file("2")])).toEqual({ duplicates: [], silent: [], clipped: [], odd: [] });
    expect(audit([])).toEqual({ duplicates: [], silent: [], clipped: [], odd: [] });
  });

  it("finds one recording in several files, and labels that conflict", () => {
    const files = [
      file("1", { sha256: "x" }),
      file("2", { sha256: "x", label: "sad" }),
      file("3", { fingerprint: frames(1) }),
      file("4", { fingerprint: frames(2) }),
      file("5", { fingerprint: frames(1) }),
    ];
    expect(audit(files).duplicates).toEqual([
      { paths: ["1", "2"], kind: "samples", labels: ["angry", "sad"] },
      { paths: ["3", "5"], kind: "sound", labels: ["angry"] },
    ]);
  });

  it("names silent and clipped files, and odd ones of each corpus", () => {
    const usual = Array.from({ length: 5 }, (_, i) => file(`u${i}`));
    const found = audit([
      ...usual,
      file("silent", { peak: 0.0009, rms: 0.0001 }),
      file("nan", { peak: Number.NaN }),
      file("clipped", { clipped: 0.0123 }),
      file("long", { seconds: 8.01 }),
      file("short", { seconds: 0.49 }),
      file("shortest", { seconds: 0.29 }),
      file("loud", { rms: 1.61 }),
      file("quiet", { rms: 0.006 }),
      file("elsewhere", { corpus: "b", seconds: 20, rms: 0.001 }),
    ]);
    expect(found.silent).toEqual(["silent", "nan"]);
    expect(found.clipped).toEqual([{ path: "clipped", reason: "1.2 % of its samples are at full scale" }]);
    expect(found.odd.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "long lasts 8.01 s, over four times as long as a's median",
      "short lasts 0.49 s, less than a quarter of a's median",
      "shortest lasts 0.29 s, too short to speak in",
      "loud is over 24 dB louder than a's median",
      "quiet is over 24 dB quieter than a's median",
    ]);
  });
});

describe("soundFacts", () => {
  it("measures a waveform", () => {
    const samples = Float32Array.of(0, 0.6, -0.8, 1, -1.5, 0, 0, 0);
    const facts = soundFacts({ samples, sampleRate: 4 });
    expect(facts).toMatchObject({ seconds: 2, peak: 1.5, clipped: 0.25 });
    expect(facts.rms).toBeCloseTo(Math.sqrt((0.36 + 0.64 + 1 + 2.25) / 8), 6);
    expect(soundFacts({ samples: new Float32Array(0), sampleRate: 4 })).toEqual({
      seconds: 0,
      peak: 0,
      rms: 0,
      clipped: 0,
    });
  });
});

describe("auditSplit", () => {
  const corpus = corpusOf({ a: [3, 3, 3, 3], b: [3, 3] }).map((one) => ({ ...one, text: "t" }));
  const sounds = (paths: [string, number][]) =>
    new Map(paths.map(([path, sound]) => [path, { samples: sound, sound }]));
  const own = corpus.map(({ path }, i): [string, number] => [path, i]);

  it("finds a division by speakers sound, and tells which sentences it shares", () => {
    const audit = auditSplit(planFolds(corpus, { folds: 3 }, 1), sounds(own));
    expect(audit).toMatchObject({ protocol: "speaker", nTested: 18, broken: [] });
    expect(Object.entries(audit.leaks).map(([leak, { count }]) => [leak, count])).toEqual([
      ["samples", 0],
      ["sound", 0],
      ["sibling", 0],
      ["speaker", 0],
      ["text", 18],
    ]);
    expect(audit.leaks.text).toMatchObject({ share: 1 });
    expect(audit.leaks.text.examples).toHaveLength(5);
  });

  it("finds one recording under two speakers' names, or two corpora's", () => {
    const twice = sounds([...own.slice(1), [corpus[0].path, own.length - 1]]);
    const [first, last] = [corpus[0].path, corpus.at(-1)!.path];
    for (const options of [{ folds: "leave-one-speaker-out" }, { protocol: "corpus" }] as const) {
      const { broken, leaks } = auditSplit(planFolds(corpus, options, 1), twice);
      expect(broken).toEqual(["samples", "sound"]);
      expect(leaks.sound).toMatchObject({ count: 2, share: 2 / 18 });
      expect(leaks.sound.examples.map(({ tested, trained }) => [tested, trained])).toEqual([
        [first, last],
        [last, first],
      ]);
    }
  });

  it("counts voices under clip, and siblings under leaky, without calling either broken", () => {
    const clip = auditSplit(planFolds(corpus, { protocol: "clip", folds: 3 }, 1), sounds(own));
    expect([clip.leaks.speaker.share, clip.broken]).toEqual([1, []]);
    const leaky = auditSplit(planFolds(corpus, { protocol: "leaky" }, 1), sounds(own));
    expect(leaky.leaks.sibling.share).toBeGreaterThan(0.7);
    expect(leaky.broken).toEqual([]);
  });

  it("calls a copy on the other side broken under every other protocol", () => {
    const [one, other, third] = corpus.map((utterance) => ({ ...utterance, text: utterance.path }));
    const copy: Divisible = {
      ...{ ...other, path: "copy", text: "copy" },
      copy: { of: one.path, kind: "noise", augmentation: { gainDb: 0, noise: null, waveform: {} as never } },
    };
    const fold = assignedFold({ name: "f", train: [one], validation: [third], test: [copy] }, "clip");
    const plan: FoldPlan<Divisible> = { protocol: "clip", labels: ["angry"], folds: [fold] };
    expect(auditSplit(plan, sounds(own)).broken).toEqual(["sibling"]);
    const examples = auditSplit(plan, sounds(own)).leaks.sibling.examples;
    expect(examples).toEqual([{ fold: "f", tested: "copy", trained: one.path }]);
  });
});
