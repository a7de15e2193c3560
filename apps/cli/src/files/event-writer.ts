import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { eventFileName, eventFileStart, type ScalarEvent, scalarEvent } from "@undertone/trainer";
import { isSystemError } from "../errors.ts";
import { appendNow } from "./atomic-write.ts";

/** Adds to one event file of a folder, which is made for the first events. */
export interface EventWriter {
  /** @throws the system's error; a half event at the end of a file keeps no reader from those before it */
  write(events: readonly ScalarEvent[]): void;
}

/**
 * Writes the event file of a session. What earlier sessions wrote stays, and the new file says from which step on it holds
 * instead: a training killed between an epoch's events and its checkpoint does that epoch again.
 */
export function createEventWriter(folder: string): EventWriter {
  let path: string | undefined;
  return {
    write(events) {
      path ??= begun(folder, events[0]);
      appendNow(path, Buffer.concat(events.map(scalarEvent)));
    },
  };
}

/** Makes the file of a session that begins with `first`; sessions of one second get files of their own. */
function begun(folder: string, first: ScalarEvent): string {
  for (let count = 0; ; count++) {
    const path = join(folder, eventFileName(first.wallTime, hostname(), count));
    try {
      writeFileSync(path, eventFileStart(first), { flag: "wx" });
      return path;
    } catch (error) {
      if (!isSystemError(error, "EEXIST")) throw Object.assign(error as Error, { path });
    }
  }
}
