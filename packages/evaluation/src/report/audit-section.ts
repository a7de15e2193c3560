import { counted, details, percent } from "./figures.ts";
import { type Html, html } from "./html.ts";
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
${audit.map(
  ({
    name,
    share,
    examples,
  }) => html`<dt>${name}</dt><dd class="${share > 0 ? "found" : "clear"}"><strong>${percent(share)} %</strong>${
    examples.length > 0
      ? details(
          counted(examples.length, "example"),
          html`<ul>
${examples.map(
  (example) => html`<li>${example}</li>
`,
)}</ul>
`,
        )
      : ""
  }</dd>
`,
)}</dl>
`;
}
