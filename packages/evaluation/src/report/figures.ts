import { type Html, html, NOTHING, raw } from "./html.ts";

/** A share from 0 to 1 in percent with one decimal: "67.3". */
export const percent = (share: number): string => (100 * share).toFixed(1);

/** "1 speaker", "24 speakers". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A coordinate with as many digits as a screen shows. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

/** A section with its heading, and the protocol that holds for its numbers. */
export function section(id: string, title: string, protocol: Html, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title} ${protocol}</h2>
${content}
</section>
`;
}

/** A table that scrolls by itself where the screen is narrower. */
export function table(caption: string, head: readonly string[], rows: readonly Html[], kind = ""): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="${kind}">
<caption>${caption}</caption>
<thead><tr>${head.map((name, i) => html`<th scope="col"${raw(i === 0 ? ' class="name"' : "")}>${name}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** A row: its name, then its cells. */
export function row(name: Html | string, cells: readonly Html[]): Html {
  return html`<tr><th scope="row">${name}</th>${cells}</tr>
`;
}

/** A cell with a number. */
export const cell = (text: string | number): Html => html`<td>${text}</td>`;

/** A cell with a share in percent and a bar of that length; "–" where there is none. */
export function bar(share: number | null): Html {
  if (share === null) return cell("–");
  return html`<td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="8"/><rect class="fill" width="${at(100 * share)}" height="8"/></svg> ${percent(share)}</td>`;
}

/** An SVG that a screen reader reads by its title and description. */
export function chart(
  id: string,
  size: readonly [number, number],
  title: string,
  description: string,
  content: Html,
): Html {
  return html`<svg class="chart" role="img" viewBox="0 0 ${size[0]} ${size[1]}" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
${content}</svg>
`;
}

/** What is to be seen on demand. */
export function details(summary: string, content: Html): Html {
  return html`<details><summary>${summary}</summary>
${content}</details>
`;
}

/** A paragraph, or nothing where there is no text. */
export const note = (text: string): Html =>
  text === ""
    ? NOTHING
    : html`<p class="note">${text}</p>
`;
