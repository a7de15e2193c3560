import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { run } from "../src/program.ts";

/** What a command line did. */
export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process. */
export async function undertone(...args: string[]): Promise<Outcome> {
  return undertoneUntil(new AbortController().signal, ...args);
}

/** Runs a command line that `signal` interrupts. */
export async function undertoneUntil(signal: AbortSignal, ...args: string[]): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const exitCode = await run({ stdout: stdout.stream, stderr: stderr.stream, args, signal });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

/** An output that keeps what is written to it. */
export function collector(): { stream: Writable; text(): string } {
  const written: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      written.push(text);
      done();
    },
  });
  return { stream, text: () => written.join("") };
}

/** A folder of its own for the running test, with the files given by path and content, removed afterwards. */
export async function folderWith(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "undertone-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
