/** What a bundle can be saved as, by the name of its file. */
export const BUNDLE_FORMS = [
  { name: "model.undertone", says: "for this page and the command" },
  { name: "emotion.mjs", says: "one module for pages, Node, Deno, Bun" },
  { name: "emotion.wasm", says: "one Wasm file for any host" },
] as const;

export type BundleFormName = (typeof BUNDLE_FORMS)[number]["name"];

/**
 * A bundle in one of its forms, as `undertone bundle` writes it with float32 weights. What makes them is loaded when one is
 * asked for.
 */
export async function bundleAs(
  name: BundleFormName,
  bundle: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | string> {
  if (name === "model.undertone") return bundle;
  return (await import("./make-form.ts")).madeForm(name, bundle);
}
