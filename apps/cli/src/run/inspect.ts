import type { Shipped } from "@undertone/bundler";
import { type BundleDescription, decodeBundle, describeBundle } from "@undertone/core";
import { recognitionMemory } from "@undertone/runtime";
import { CommandError, rejectAs } from "../errors.ts";
import { readBytes } from "../files/read-file.ts";
import { counted, fileSize, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { bundleText, type FileFacts, fileFacts, shippedText } from "./bundle-text.ts";

/** `undertone inspect`. */
export async function inspect(path: string, terminal: Terminal): Promise<void> {
  const bytes = await readBytes(path);
  const { isShipped, readShipped } = await import("@undertone/bundler");
  if (isShipped(bytes)) return inspectShipped(path, fileFacts(bytes), await readShipped(bytes, path), terminal);
  const bundle = decodeBundle(bytes, path);
  const described = describeBundle(bundle);
  const file = fileFacts(bytes);
  const memoryBytes = await recognitionMemory(bundle).catch(rejectAs(CommandError, `${path}: `));

  terminal.print(`${path}\n\n${bundleText(bundle, file)}`);
  terminal.print(`\nRecognizing ${described.input.seconds} s takes ${fileSize(memoryBytes)} of Wasm memory in all.`);
  terminal.print(`\n${layersTable(described)}`);
  terminal.result({ path, ...file, memoryBytes, ...described });
}

/** Of emotion.mjs and emotion.wasm: what they say of themselves, and what their engine says. */
function inspectShipped(path: string, file: FileFacts, shipped: Shipped, terminal: Terminal): void {
  terminal.print(`${path}\n\n${shippedText(shipped, file)}`);
  terminal.print(`\nRecognizing ${shipped.seconds} s takes ${fileSize(shipped.memoryBytes)} of Wasm memory in all.`);
  const { about, ...rest } = shipped;
  terminal.result({ path, ...file, ...rest, ...about });
}

/** Every layer with the shape that leaves it. */
export function layersTable({ layers, parameters, multiplyAdds }: BundleDescription): string {
  const rows = layers.map(({ position, kind, detail, output, parameters, multiplyAdds }) => [
    position,
    kind,
    output.join(" x "),
    String(parameters),
    String(multiplyAdds),
    detail,
  ]);
  const head = ["layer", "kind", "output", "parameters", "multiply-adds", ""];
  const sum = ["", counted(layers.length, "layer"), "", String(parameters.all), String(multiplyAdds), ""];
  return table([head, ...rows, sum], "llrrrl");
}
