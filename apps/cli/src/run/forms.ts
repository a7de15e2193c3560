import { type Bundle, encodeBundle } from "@undertone/core";
import { CommandError, rejectAs, UsageError } from "../errors.ts";

/** What a model can be written as. */
export type Form = "mjs" | "wasm" | "undertone" | "onnx" | "tfjs" | "safetensors";

/** A file of a form, by its path within the folder it is written to. */
export interface FormFile {
  form: Form;
  path: string;
  content: Uint8Array;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** What makes each form's files of a bundle; packages are loaded when they are asked for. */
const MAKERS: Readonly<Record<Form, (bundle: Bundle) => Promise<Record<string, Uint8Array>>>> = {
  async mjs(bundle) {
    const { moduleOf } = await import("@undertone/bundler");
    const { js, types } = await moduleOf(bundle);
    return { "emotion.mjs": utf8(js), "emotion.d.mts": utf8(types) };
  },
  async wasm(bundle) {
    const { wasmOf } = await import("@undertone/bundler");
    return { "emotion.wasm": await wasmOf(bundle) };
  },
  undertone: async (bundle) => ({ "model.undertone": encodeBundle(bundle) }),
  async onnx(bundle) {
    const { onnxOf } = await import("@undertone/exchange");
    return { "model.onnx": onnxOf(bundle) };
  },
  async tfjs(bundle) {
    const { tfjsLayersOf } = await import("@undertone/exchange");
    const files = tfjsLayersOf(bundle);
    return { "tfjs/model.json": utf8(files["model.json"]), "tfjs/weights.bin": files["weights.bin"] };
  },
  async safetensors(bundle) {
    const { safetensorsOf } = await import("@undertone/exchange");
    return { "model.safetensors": safetensorsOf(bundle) };
  },
};

export const FORMS: readonly Form[] = Object.keys(MAKERS) as Form[];

/** What a model is written as unless asked otherwise. */
export const RECOGNIZING: readonly Form[] = ["mjs", "wasm", "undertone"];

/** Forms that other programs read: they hold float32 whatever the weights were stored as, so nothing is gained by fewer bits. */
const EXCHANGE: readonly Form[] = ["onnx", "tfjs", "safetensors"];

export const isForExchange = (form: Form): boolean => EXCHANGE.includes(form);

export async function filesOf(bundle: Bundle, forms: readonly Form[]): Promise<FormFile[]> {
  const files: FormFile[] = [];
  for (const form of forms) {
    const made = Object.entries(await MAKERS[form](bundle).catch(rejectAs(CommandError, `form ${form}: `)));
    files.push(...made.map(([path, content]) => ({ form, path, content })));
  }
  return files;
}

/** Parses --form. @throws UsageError unless it lists forms */
export function parseForms(text: string): Form[] {
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  const unknown = names.find((name) => !(FORMS as readonly string[]).includes(name));
  if (unknown === undefined) return names as Form[];
  throw new UsageError(`form is ${JSON.stringify(unknown)}, expected some of ${FORMS.join(",")}`);
}

/** The form of a single file by its name's ending; null: it names a folder. */
export function formOfPath(path: string): Form | null {
  return FORMS.find((form) => form !== "tfjs" && path.endsWith(`.${form}`)) ?? null;
}
