import type { JSX } from "preact";
import { useState } from "preact/hooks";

export interface DetailsProps {
  summary: string;
  /** what is unfolded; made when it is first opened, as it may have thousands of rows */
  children: () => JSX.Element;
}

/** Something that is shown when it is asked for. */
export function Details({ summary, children }: DetailsProps): JSX.Element {
  const [opened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpened(opened || currentTarget.open)}>
      <summary>{summary}</summary>
      {opened && children()}
    </details>
  );
}
