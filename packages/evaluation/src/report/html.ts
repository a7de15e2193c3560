/** A piece of HTML or SVG that needs no more escaping. Only `html` and `raw` make one. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: text and numbers, which are escaped, and pieces of HTML or lists of them, which are not. */
export type Fragment = Html | string | number | readonly Html[];

/** HTML by a template: whatever is put in is escaped unless it is HTML already, so that no file name can become markup. */
export function html(pieces: TemplateStringsArray, ...fragments: Fragment[]): Html {
  return new Html(pieces.map((piece, i) => (i === 0 ? piece : textOf(fragments[i - 1]) + piece)).join(""));
}

/** Text that is trusted to be HTML: our own, never anybody's name. */
export function raw(text: string): Html {
  return new Html(text);
}

/** Nothing, where there is nothing to show. */
export const NOTHING: Html = new Html("");

function textOf(fragment: Fragment): string {
  if (fragment instanceof Html) return fragment.text;
  return typeof fragment === "object" ? fragment.map(({ text }) => text).join("") : escaped(String(fragment));
}

/**
 * Text as HTML shows it, in elements and in quoted attributes. Control characters, lone surrogates and the marks that reverse
 * the direction of writing, by which one name could pass for another, are written out as U+XXXX.
 */
function escaped(text: string): string {
  return text.replaceAll(UNSAFE, (character) => ENTITIES.get(character) ?? `U+${codeOf(character)}`);
}

const UNSAFE = /[&<>"'`]|(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
  ["`", "&#96;"],
]);

const codeOf = (character: string) => character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
