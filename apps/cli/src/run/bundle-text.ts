import { gzipSync } from "node:zlib";
import type { Shipped } from "@undertone/bundler";
import { type Bundle, type BundleDescription, describeBundle, licenseNote, sha256Hex } from "@undertone/core";
import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import { counted, fileSize, percent, table } from "../terminal/format.ts";

/** A file as it is shipped: how large, how large by gzip, and its SHA-256. */
export interface FileFacts {
  byteLength: number;
  gzipByteLength: number;
  sha256: string;
}

export function fileFacts(bytes: Uint8Array): FileFacts {
  return { byteLength: bytes.length, gzipByteLength: gzipSync(bytes, { level: 9 }).length, sha256: sha256Hex(bytes) };
}

/** What a bundle holds, for people, line by line: what it does, what it was trained on, what was measured, its hashes. */
export function bundleText(bundle: Bundle, file?: FileFacts): string {
  const described = describeBundle(bundle);
  const { labels, input, parameters, multiplyAdds, training } = described;
  const { sampleRate, seconds, nFrames, nCoefficients } = input;
  return table(
    [
      ...(file ? [["size", `${fileSize(file.byteLength)}, ${fileSize(file.gzipByteLength)} by gzip`]] : []),
      ["labels", labels.join(", ")],
      ["input", `${seconds} s of ${sampleRate} Hz: ${nFrames} rows of ${nCoefficients} coefficients`],
      ["waveform", input.waveform],
      ["features", input.features],
      ["normalization", input.normalization],
      ["parameters", String(parameters.trained)],
      ["multiply-adds", `${millions(multiplyAdds)} for ${seconds} s`],
      ["weights", weightsText(described)],
      ["trained on", `${training.corpora.join(", ")}: ${counted(training.speakers.length, "known speaker")}`],
      ...(training.synthetic ? [["", "synthetic voices: on real ones the model only shows that all parts work"]] : []),
      ["recipe", `${training.recipe}, seed ${training.seed}, by Undertone ${training.undertoneVersion}`],
      ...measuredRows(training),
      ["license", described.license],
      ["weights SHA-256", training.weightsSha256],
      ["recipe SHA-256", training.recipeSha256],
      ["features SHA-256", described.featuresSha256],
      ...(file ? [["file SHA-256", file.sha256]] : []),
    ],
    "ll",
  );
}

/** What an emotion.mjs or emotion.wasm holds, for people. */
export function shippedText({ form, about, labels, sampleRate, seconds }: Shipped, file: FileFacts): string {
  const { byteLength, gzipByteLength, sha256 } = file;
  return table(
    [
      ["size", `${fileSize(byteLength)}, ${fileSize(gzipByteLength)} by gzip`],
      ["form", form === "mjs" ? "one ES module" : "one WebAssembly module"],
      ["labels", labels.join(", ")],
      ["input", `${seconds} s of ${sampleRate} Hz`],
      ["parameters", String(about.parameters)],
      ["multiply-adds", `${millions(about.multiplyAdds)} for ${seconds} s`],
      ["weights", about.weights],
      ["trained on", about.corpora.join(", ")],
      ...(about.synthetic ? [["", "synthetic voices: on real ones the model only shows that all parts work"]] : []),
      ["recipe", `${about.recipe}, seed ${about.seed}, by Undertone ${about.undertone}`],
      ...measuredRows(about),
      ["license", licenseNote(about)],
      ["weights SHA-256", about.weightsSha256],
      ["file SHA-256", sha256],
    ],
    "ll",
  );
}

const millions = (count: number): string => (count < 1e5 ? String(count) : `${(count / 1e6).toFixed(1)} million`);

function weightsText({ tensors }: BundleDescription): string {
  return tensors
    .map(({ dtype, count, values, byteLength }) => {
      return `${dtype}: ${values} values in ${counted(count, "tensor")}, ${fileSize(byteLength)}`;
    })
    .join("; ");
}

function measuredRows({ metrics, protocol }: Pick<Bundle["training"], "metrics" | "protocol">): string[][] {
  const plain = Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [name.replace(/^leaky /, ""), value]),
  );
  if (plain.uar === undefined) return [["measured", `nothing yet; the protocol is ${protocol}`]];
  const { temperature } = metrics;
  return [
    ["measured", protocol],
    ["", isLeakyLabel(protocol) ? labelledNumber(protocol, metricsText(plain)) : metricsText(plain)],
    ...(temperature === undefined
      ? []
      : [["temperature", `${temperature}, by which the last layer's trained weights are divided`]]),
  ];
}

/** Measures of old or foreign bundles may be fewer. */
function metricsText({ uar, uarLow, uarHigh, accuracy, macroF1, ece, nUtterances }: Record<string, number>): string {
  const share = (name: string, value: number | undefined) => (value === undefined ? "" : `, ${name} ${percent(value)}`);
  const reach = uarLow === undefined ? "" : ` (95 % interval ${percent(uarLow)} to ${percent(uarHigh)})`;
  const count = nUtterances === undefined ? "" : `; ${counted(nUtterances, "utterance")}`;
  return `UAR ${percent(uar)}${reach}${share("accuracy", accuracy)}${share("macro F1", macroF1)}${share("ECE", ece)}${count}`;
}
