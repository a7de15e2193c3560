import { type BundleDescription, decodeBundle, describeBundle } from "@undertone/core";
import { recognitionMemory } from "@undertone/runtime";
import { CommandError, rejectAs } from "../errors.ts";
import { readBytes } from "../files/read-file.ts";
import { counted, fileSize, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { bundleText, fileFacts } from "./bundle-text.ts";

/** `undertone inspect`. */
export async function inspect(path: string, terminal: Terminal): Promise<void> {
  const bytes = await readBytes(path);
  const bundle = decodeBundle(bytes, path);
  const described = describeBundle(bundle);
  const file = fileFacts(bytes);
  const memoryBytes = await recognitionMemory(bundle).catch(rejectAs(CommandError, `${path}: `));

  terminal.print(`${path}\n\n${bundleText(bundle, file)}`);
  terminal.print(`\nRecognizing ${described.input.seconds} s takes ${fileSize(memoryBytes)} of Wasm memory in all.`);
  terminal.print(`\n${layersTable(described)}`);
  terminal.result({ path, ...file, memoryBytes, ...described });
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
