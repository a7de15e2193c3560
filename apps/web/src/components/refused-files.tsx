import type { PathReason } from "@undertone/corpus";
import type { JSX } from "preact";
import { Details } from "./details.tsx";
import { counted } from "./format.ts";
import { Notice } from "./notice.tsx";

/** Which files were left out, and why; nothing where none was. */
export function RefusedFiles({ files }: { files: readonly PathReason[] }): JSX.Element | null {
  if (files.length === 0) return null;
  return (
    <Notice kind="warning" title={`${counted(files.length, "file")} left out`}>
      <Details summary="Which, and why">
        {() => (
          <ul class="refused">
            {files.map(({ path, reason }) => (
              <li key={path}>
                {path}: {reason}
              </li>
            ))}
          </ul>
        )}
      </Details>
    </Notice>
  );
}
