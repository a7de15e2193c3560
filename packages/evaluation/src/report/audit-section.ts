import { counted, details, percent } from "./figures.ts";
import { type Html, html, NOTHING } from "./html.ts";
import type { AuditFinding } from "./report-data.ts";

/** What is on both sides of the split. */
export function auditSection(audit: readonly AuditFinding[] | null): Html {
  if (audit === null)
    return html`<p>The split was not audited.</p>
`;
  if (audit.length === 0)
    return html`<p>The audit found nothing.</p>
`;
  return html`<p>Of the test utterances, the share that has on the training side:</p>
<dl class="audit">
${audit.map(findingOf)}</dl>
`;
}

function findingOf({ name, share, promised, examples }: AuditFinding): Html {
  const list = html`<ul>
${examples.map(
  (example) => html`<li>${example}</li>
`,
)}</ul>
`;
  const shown = examples.length === 0 ? NOTHING : details(counted(examples.length, "example"), list);
  return html`<dt>${name}</dt><dd><strong>${percent(share)} %</strong> ${verdict(share, promised)}${shown}</dd>
`;
}

function verdict(share: number, promised: boolean): Html {
  if (!promised) return html`(the protocol promises nothing of it)`;
  return share > 0
    ? html`<strong class="broken">▲ the protocol promises none</strong>`
    : html`(as the protocol promises)`;
}
