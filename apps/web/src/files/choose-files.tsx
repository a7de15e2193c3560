import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface ChooseFilesProps {
  /** what is chosen, for screen readers */
  label: string;
  /** "file": one; "files": several; "folder": all that a folder holds */
  kind: "file" | "files" | "folder";
  /** endings and media types that the browser offers */
  accept?: string;
  class: string;
  disabled?: boolean;
  /** at least one */
  onFiles(files: readonly File[]): void;
  /** the button's */
  children: ComponentChildren;
}

/** A button that asks the browser for files. The same may be chosen again. */
export function ChooseFiles({ label, kind, accept, onFiles, children, ...button }: ChooseFilesProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Preact knows no such property.
    if (kind === "folder") input.current?.setAttribute("webkitdirectory", "");
  }, [kind]);
  return (
    <>
      <button type="button" {...button} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple={kind !== "file"}
        class="unseen"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
