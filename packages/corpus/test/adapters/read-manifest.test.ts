import { ManifestError, readCorpus, readManifest, writeManifest } from "@undertone/corpus";
import { describe, expect, it } from "vitest";

describe("readManifest", () => {
  it("reads path, label and what else it knows, in any order of columns", () => {
    const csv = [
      "speaker,label,path,corpus,text,mood,intensity",
      "anna,Anger,b/2.wav,call center,hello,4,strong",
      ",happiness,a/1.flac,,,,",
      "ravdess:01,neutral,c.wav,ravdess,ravdess:S01,,",
    ].join("\r\n");
    expect(readManifest(csv)).toEqual({
      utterances: [
        {
          path: "a/1.flac",
          corpus: "manifest",
          speaker: null,
          label: "happy",
          nativeLabel: "happiness",
          text: null,
          intensity: null,
        },
        {
          path: "b/2.wav",
          corpus: "call center",
          speaker: "call center:anna",
          label: "angry",
          nativeLabel: "Anger",
          text: "call center:hello",
          intensity: "strong",
        },
        {
          path: "c.wav",
          corpus: "ravdess",
          speaker: "ravdess:01",
          label: "neutral",
          nativeLabel: "neutral",
          text: "ravdess:S01",
          intensity: null,
        },
      ],
      unrecognized: [],
      dropped: [],
      ignored: [],
      adapters: [{ name: "manifest", count: 3 }],
    });
  });

  it("reads quotes, a byte order mark, empty lines and no final line break", () => {
    const csv = '\ufeffpath,label\n\n"a, ""b"".wav",sad\n\nc.wav,sad';
    expect(readManifest(csv).utterances.map(({ path }) => path)).toEqual(['a, "b".wav', "c.wav"]);
  });

  it("lists with the line what it leaves out", () => {
    const csv = 'path,label,text\na.wav,joyous,\nb.wav,calm,"two\nlines"\nc.wav,boredom,\nnotes.txt,sad,\nd.wav,sad,';
    const listing = readManifest(csv, { calm: "drop" });
    expect(listing.unrecognized).toEqual([
      { path: "a.wav", reason: 'line 2: label is "joyous", expected the name of an emotion, as angry' },
    ]);
    expect(listing.dropped).toEqual([
      { path: "b.wav", reason: 'line 3: calm is none of the seven labels (option calm: "drop")' },
      { path: "c.wav", reason: 'line 5: boredom is none of the seven labels (option boredom: "drop")' },
    ]);
    expect(listing.ignored).toEqual(["notes.txt"]);
    expect(listing.adapters).toEqual([{ name: "manifest", count: 1 }]);
  });

  it.each([
    ["", 1, 'manifest line 1: header is "", expected a column path'],
    ["path;label\na.wav;sad", 1, 'manifest line 1: header is "path;label", expected a column path'],
    ["path,mood\na.wav,sad", 1, 'manifest line 1: header is "path,mood", expected a column label'],
    ["path,label,path\na.wav,sad,b", 1, 'manifest line 1: header is "path,label,path", expected column path once'],
    ["path,label\na.wav,sad\n ,sad", 3, "manifest line 3: path is empty, expected a path"],
    [
      "path,label\na//b.wav,sad\n././a/./b.wav,sad",
      3,
      'manifest line 3: path is "a/b.wav" as in line 2, expected each path once',
    ],
    [
      'path,label,text\na.wav,sad,"1\n2"\n\nb.wav,sad,\na.wav,sad,',
      6,
      'manifest line 6: path is "a.wav" as in line 2, expected each path once',
    ],
    ['path,label\na.wav,sad\nb.wav,"sad', 3, "manifest line 3: quoted field unterminated"],
  ])("refuses %j", (csv, line, message) => {
    const read = () => readManifest(csv);
    expect(read).toThrow(ManifestError);
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ line, name: "ManifestError" }));
  });

  it("gives an empty listing for a header alone", () => {
    expect(readManifest("path,label\n")).toEqual({
      utterances: [],
      unrecognized: [],
      dropped: [],
      ignored: [],
      adapters: [],
    });
  });
});

describe("metadata of an audiofolder", () => {
  const names = ["Actor_01/03-01-02-01-02-01-01.wav", "emodb/03a01Wa.wav", "odd, name/angry/x.flac"];
  const { utterances } = readCorpus(names);

  it.each(["csv", "jsonl"] as const)("is written as %s and read to the same utterances", (format) => {
    expect(utterances).toHaveLength(3);
    const text = writeManifest(utterances, format);
    const read = readManifest(text, { format });
    expect(read.utterances).toEqual(utterances.map((one) => ({ ...one, intensity: one.intensity ?? null })));
    expect(text.endsWith("\n")).toBe(true);
    expect(
      text.startsWith(format === "csv" ? "file_name,label,native_label,speaker,text," : '{"file_name":"Actor_01/'),
    ).toBe(true);
  });

  it("may call its columns as others do", () => {
    const line = JSON.stringify({ file_name: "a.wav", emotion: "sad", speaker_id: 7, transcription: "oh", extra: [1] });
    const { utterances: read } = readManifest(`\n${line}\r\n`, { format: "jsonl", corpus: "audiofolder" });
    expect(read).toMatchObject([{ path: "a.wav", label: "sad", speaker: "audiofolder:7", text: "audiofolder:oh" }]);
  });

  it.each([
    ["{", 1, "manifest line 1: is not JSON, expected an object"],
    [
      '{"file_name":"a.wav","label":"sad"}\n[]',
      2,
      "manifest line 2: is no object, expected one with a path and a label",
    ],
    ['\n{"file_name":"a.wav"}', 2, 'manifest line 2: header is "file_name", expected a column label'],
    ['{"file_name":"","label":"sad"}', 1, "manifest line 1: path is empty, expected a path"],
    [
      '{"path":"a.wav","file_name":"a.wav","label":"sad"}',
      1,
      'manifest line 1: header is "path,file_name,label", expected column path once',
    ],
  ])("refuses %j", (text, line, message) => {
    const read = () => readManifest(text, { format: "jsonl" });
    expect(read).toThrow(expect.objectContaining({ line, message, name: "ManifestError" }));
  });
});
