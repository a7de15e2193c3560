import { ADAPTERS, readCorpus } from "@undertone/corpus";
import { describe, expect, it } from "vitest";

const only = (path: string, options = {}) => {
  const { utterances, unrecognized, dropped } = readCorpus([path], options);
  return utterances[0] ?? unrecognized[0] ?? dropped[0];
};

describe("readCorpus", () => {
  it.each([
    // path, corpus, speaker, label, nativeLabel, text, intensity
    ["Actor_12/03-01-06-01-02-01-12.wav", "ravdess", "12", "fear", "fearful", "S02", "normal"],
    ["03-01-01-01-01-01-01.wav", "ravdess", "01", "neutral", "neutral", "S01", "normal"],
    ["a/b/c/03-01-08-02-01-02-24.FLAC", "ravdess", "24", "surprise", "surprised", "S01", "strong"],
    ["03-01-02-02-01-01-03.ogg", "ravdess", "03", "neutral", "calm", "S01", "strong"],
    ["AudioWAV/1001_DFA_ANG_XX.wav", "crema-d", "1001", "angry", "ANG", "DFA", null],
    ["1091_IEO_DIS_HI.mp3", "crema-d", "1091", "disgust", "DIS", "IEO", "high"],
    ["1040_ITH_SAD_X.wav", "crema-d", "1040", "sad", "SAD", "ITH", null],
    ["OAF_Pleasant_surprise/OAF_back_ps.wav", "tess", "OAF", "surprise", "ps", "back", null],
    ["YAF_angry/YAF_dog_angry.wav", "tess", "YAF", "angry", "angry", "dog", null],
    ["OAF_neutral/OA_bite_neutral.wav", "tess", "OAF", "neutral", "neutral", "bite", null],
    ["angry/OAF_back_sad.wav", "tess", "OAF", "sad", "sad", "back", null],
    ["ALL/DC_a01.wav", "savee", "DC", "angry", "a", "a01", null],
    ["AudioData/KL/su15.wav", "savee", "KL", "surprise", "su", "su15", null],
    ["JK/sa07.aiff", "savee", "JK", "sad", "sa", "sa07", null],
    ["JE/JE_n30.wav", "savee", "JE", "neutral", "n", "n30", null],
    ["wav/03a01Wa.wav", "emo-db", "03", "angry", "W", "a01", null],
    ["16b10Td.opus", "emo-db", "16", "sad", "T", "b10", null],
    ["synthetic_voice-07_happy_S02_11.wav", "synthetic", "voice-07", "happy", "happy", "S02", null],
  ])("reads %s", (path, corpus, speaker, label, nativeLabel, text, intensity) => {
    expect(only(path)).toEqual({
      path,
      corpus,
      speaker: `${corpus}:${speaker}`,
      label,
      nativeLabel,
      text: `${corpus}:${text}`,
      intensity,
    });
  });

  it.each([
    ["angry/x.wav", "angry"],
    ["data/Anger/x.wav", "angry"],
    ["HAPPINESS/x.flac", "happy"],
    ["sadness/x.wav", "sad"],
    ["Fearful/x.wav", "fear"],
    ["disgusted/x.wav", "disgust"],
    ["surprised/x.wav", "surprise"],
    ["pleasant_surprise/x.wav", "surprise"],
    ["neutrality/x.wav", "neutral"],
    ["calm/x.wav", "neutral"],
  ])("takes the folder's word for %s", (path, label) => {
    expect(only(path)).toMatchObject({ corpus: "folder", speaker: null, label, text: null });
  });

  it("takes a folder for a speaker only when told to", () => {
    expect(only("angry/anna/x.wav")).toEqual({
      path: "angry/anna/x.wav",
      reason: "the name is of no known corpus, and the folder names no emotion",
    });
    expect(only("angry/anna/x.wav", { adapter: "folder-speaker" })).toMatchObject({
      corpus: "folder",
      speaker: "folder:anna",
      label: "angry",
    });
  });

  it.each([
    ["01-01-05-01-01-01-01.wav", 'modality is "01", expected 03 (audio only)'],
    ["03-02-05-01-01-01-01.wav", 'vocal channel is "02", expected 01 (speech; 02 is song)'],
    ["03-01-09-01-01-01-01.wav", 'emotion is "09", expected 01 to 08'],
    ["03-01-05-03-01-01-01.wav", 'intensity is "03", expected 01 or 02'],
    ["03-01-05-01-03-01-01.wav", 'statement is "03", expected 01 or 02'],
    ["03-01-05-01-01-00-01.wav", 'repetition is "00", expected 01 or 02'],
    ["03-01-05-01-01-01-25.wav", 'actor is "25", expected 01 to 24'],
    ["03-01-05-01-01-01-00.wav", 'actor is "00", expected 01 to 24'],
    ["1092_DFA_ANG_XX.wav", 'actor is "1092", expected 1001 to 1091'],
    ["1001_ABC_ANG_XX.wav", 'sentence is "ABC", expected IEO, TIE, IOM, IWW, TAI, MTI, IWL, ITH, DFA, ITS, TSI, WSI'],
    ["1001_DFA_SUR_XX.wav", 'emotion is "SUR", expected ANG, DIS, FEA, HAP, NEU, SAD'],
    ["1001_DFA_ANG_ZZ.wav", 'level is "ZZ", expected LO, MD, HI or XX'],
    ["a01.wav", "the name is of no known corpus, and the folder names no emotion"],
    ["XX/a01.wav", "the name is of no known corpus, and the folder names no emotion"],
    ["OAF_back_anger.wav", "the name is of no known corpus, and the folder names no emotion"],
    ["03a01Xa.wav", "the name is of no known corpus, and the folder names no emotion"],
    ["synthetic_voice-01_cross_S01_01.wav", "the name is of no known corpus, and the folder names no emotion"],
    ["happy", undefined],
  ])("lists %s as unrecognized: %s", (path, reason) => {
    const { unrecognized, utterances, ignored } = readCorpus([path]);
    expect(utterances).toEqual([]);
    expect(unrecognized).toEqual(reason ? [{ path, reason }] : []);
    expect(ignored).toEqual(reason ? [] : [path]);
  });

  it("says what a named adapter expected", () => {
    expect(only("angry/03a01Wa.wav", { adapter: "ravdess" })).toEqual({
      path: "angry/03a01Wa.wav",
      reason: "the path is not 03-01-EE-II-SS-RR-AA, as 03-01-06-01-02-01-12",
    });
    expect(only("angry/03a01Ta.wav", { adapter: "folder" })).toMatchObject({ corpus: "folder", label: "angry" });
  });

  it.each([
    "1076_MTI_SAD_XX",
    "1006_TIE_HAP_XX",
    "1006_TIE_NEU_XX",
    "1013_WSI_DIS_XX",
    "1013_WSI_SAD_XX",
    "1017_IWW_ANG_XX",
    "1017_IWW_FEA_XX",
  ])("drops CREMA-D's known-bad %s", (stem) => {
    const reason = stem.startsWith("1076") ? "the recording is silent" : "the same audio is published under two labels";
    expect(readCorpus([`${stem}.wav`])).toEqual({
      utterances: [],
      unrecognized: [],
      dropped: [{ path: `${stem}.wav`, reason }],
      ignored: [],
      adapters: [],
    });
  });

  it("lets options decide about calm and boredom", () => {
    const calm = "03-01-02-01-01-01-01.wav";
    const bored = "03a01Lb.wav";
    expect(only(calm, { calm: "drop" })).toEqual({
      path: calm,
      reason: 'calm is none of the seven labels (option calm: "drop")',
    });
    expect(only(calm, { calm: "own" })).toMatchObject({ label: "calm", nativeLabel: "calm" });
    expect(only(bored, { boredom: "own" })).toMatchObject({ label: "boredom", nativeLabel: "L" });
    expect(only(bored)).toEqual({
      path: bored,
      reason: 'boredom is none of the seven labels (option boredom: "drop")',
    });
    expect(only(bored, { boredom: "sad" })).toMatchObject({ label: "sad", nativeLabel: "L" });
    expect(only(bored, { boredom: "neutral" })).toMatchObject({ label: "neutral", nativeLabel: "L" });
  });

  it("puts every path in one list, in code-unit order, and counts by adapter", () => {
    const listing = readCorpus([
      "é/03a01Wa.wav",
      "b.wav",
      "B/03a01Wb.wav",
      "README.md",
      "._03a01Wa.wav",
      "a/03-01-05-01-01-01-01.wav",
      "happy/1.wav",
    ]);
    expect(listing.utterances.map(({ path }) => path)).toEqual([
      "B/03a01Wb.wav",
      "a/03-01-05-01-01-01-01.wav",
      "happy/1.wav",
      "é/03a01Wa.wav",
    ]);
    expect(listing.unrecognized.map(({ path }) => path)).toEqual(["b.wav"]);
    expect(listing.ignored).toEqual(["._03a01Wa.wav", "README.md"]);
    expect(listing.adapters).toEqual([
      { name: "ravdess", count: 1 },
      { name: "emo-db", count: 2 },
      { name: "folder", count: 1 },
    ]);
  });

  it("reads nothing from nothing", () => {
    expect(readCorpus([])).toEqual({ utterances: [], unrecognized: [], dropped: [], ignored: [], adapters: [] });
  });

  it("has adapters that never claim the same published name", () => {
    const names = ["03-01-05-01-01-01-01", "1001_DFA_ANG_XX", "OAF_back_ps", "DC_a01", "03a01Wa"];
    const published = ADAPTERS.filter(({ name }) => !name.startsWith("folder"));
    for (const stem of names) {
      const claims = published.filter((adapter) => adapter.parse({ folders: ["DC"], stem, ending: "wav" }));
      expect(claims).toHaveLength(1);
    }
  });

  it("refuses what it cannot mean", () => {
    expect(() => readCorpus(["a.wav", "b.wav", "a.wav"])).toThrow(
      new RangeError('paths is "a.wav" twice, expected each path once'),
    );
    expect(() => readCorpus([], { adapter: "iemocap" })).toThrow(
      new RangeError(
        'adapter is "iemocap", expected "auto" or "ravdess" or "crema-d" or "tess" or "savee" or "emo-db" or "synthetic" or "folder" or "folder-speaker"',
      ),
    );
    expect(() => readCorpus(["angry/a.wav"], { calm: "sad" as never })).toThrow(
      new RangeError('calm is "sad", expected "neutral" or "own" or "drop"'),
    );
    expect(() => readCorpus(["angry/a.wav"], { boredom: "happy" as never })).toThrow(
      new RangeError('boredom is "happy", expected "drop" or "neutral" or "sad" or "own"'),
    );
  });
});
