import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";

export interface NoticeProps {
  /** "error" is told to screen readers at once */
  kind: "error" | "warning" | "info";
  title: string;
  children?: ComponentChildren;
}

/** What went wrong or should be known, beside what it concerns. */
export function Notice({ kind, title, children }: NoticeProps): JSX.Element {
  return (
    <div class={`notice ${kind}`} role={kind === "error" ? "alert" : "note"}>
      {kind !== "info" && <Icon name="warning" />}
      <div>
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
