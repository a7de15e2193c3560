import { existsSync } from "node:fs";
import { resolve } from "node:path";

export const QUESTIONS: readonly string[] = [
  "features",
  "resample",
  "stretch",
  "noise",
  "train-step",
  "workers",
  "train-peers",
  "recognize",
  "inference",
  "clip",
  "ready",
  "memory",
  "parity",
  "stream",
  "corpus",
];

// npm runs a workspace's script in that workspace's folder.
const path = (argument: string) => resolve(process.env.INIT_CWD ?? ".", argument);

/** What the command line asks: names of questions, and files of speech to measure with. */
export function parseArguments(given: readonly string[]): { questions: string[]; files: string[] } {
  const questions = given.filter((argument) => QUESTIONS.includes(argument));
  const files = given.filter((argument) => !QUESTIONS.includes(argument)).map(path);
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new RangeError(`argument is ${missing}, expected ${QUESTIONS.join(", ")} or a file`);
  return { questions: questions.length > 0 ? questions : [...QUESTIONS], files };
}
