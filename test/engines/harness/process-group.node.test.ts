import { describe, expect, it } from "vitest";
import { runGroup } from "./process-group.ts";

const NEVER = new AbortController().signal;
const node = (text: string) => ["--input-type=module", "--eval", text];

/** A program that starts another, which says that it is deaf to SIGTERM; both run until they are ended. */
const PARENT = node(`
  import { spawn } from "node:child_process";
  const deaf = "process.on('SIGTERM', () => {}); console.log('deaf'); setInterval(() => {}, 1000)";
  spawn(process.execPath, ["--eval", deaf], { stdio: "inherit" });
  setInterval(() => {}, 1000);
`);

describe.skipIf(process.platform === "win32")("runGroup", () => {
  it("gives lines, exit code and what was said last on stderr", async () => {
    const lines: string[] = [];
    const program = node(`console.log("a\\nb"); console.error("why"); process.exitCode = 3`);
    const end = await runGroup(process.execPath, program, { signal: NEVER, onLine: (line) => lines.push(line) });
    expect(lines).toEqual(["a", "b"]);
    expect(end).toEqual({ exitCode: 3, text: "exit code 3: why" });
  });

  it("rejects a command that is not there", async () => {
    await expect(runGroup("no-such-command", [], { signal: NEVER })).rejects.toThrow("ENOENT");
  });

  // The other holds the pipe of stdout, too: that it is closed shows that both have ended.
  it("ends what the command started, too, when aborted", async () => {
    const session = new AbortController();
    const end = await runGroup(process.execPath, PARENT, { signal: session.signal, onLine: () => session.abort() });
    expect(end).toEqual({ exitCode: null, text: "ended by SIGTERM" });
  });
});
