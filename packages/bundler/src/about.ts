import { type Bundle, type Dtype, describeBundle } from "@undertone/core";

/**
 * What emotion.mjs and emotion.wasm say of themselves, for people and for `undertone inspect`; nothing is computed from it. Short,
 * as it is shipped: the rest of a bundle's header stays in the container of the same weights.
 */
export interface About {
  recipe: string;
  seed: number;
  undertone: string;
  parameters: number;
  multiplyAdds: number;
  /** how most weights are stored */
  weights: Dtype;
  corpora: string[];
  synthetic: boolean;
  protocol: string;
  metrics: Record<string, number>;
  weightsSha256: string;
}

/** Metrics that are told, as they are or under a leaky name. */
const TOLD = /(^| )(uar|uarLow|uarHigh|accuracy|ece|nUtterances)$/;

export function aboutOf(bundle: Bundle): About {
  const { parameters, multiplyAdds, tensors, training } = describeBundle(bundle);
  const { recipe, seed, undertoneVersion, corpora, synthetic, protocol, metrics, weightsSha256 } = training;
  const [most] = [...tensors].sort((a, b) => b.values - a.values);
  const told = Object.entries(metrics).filter(([name]) => TOLD.test(name));
  return {
    recipe,
    seed,
    undertone: undertoneVersion,
    parameters: parameters.trained,
    multiplyAdds,
    weights: most.dtype,
    corpora,
    synthetic,
    protocol,
    metrics: Object.fromEntries(told.map(([name, value]) => [name, Number(value.toPrecision(4))])),
    weightsSha256,
  };
}

/** The custom section of emotion.wasm that holds it as JSON. */
export const ABOUT_SECTION = "undertone";

const COMMENT = "/*!undertone ";

/** As the first line of a module: ASCII, and nothing that ends a comment. */
export function aboutComment(about: About): string {
  const json = JSON.stringify(about)
    .replaceAll("*/", "*\\/")
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${COMMENT}${json}*/\n`;
}

/** What a module's first line says; null: it is none of ours. */
export function aboutInComment(text: string): string | null {
  const end = text.indexOf("*/\n");
  return text.startsWith(COMMENT) && end > 0 ? text.slice(COMMENT.length, end) : null;
}
