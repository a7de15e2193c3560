import { SingleBar } from "cli-progress";
import { clock, digits } from "./format.ts";
import { type Line, progressLine } from "./progress-line.ts";

/** Where progress is shown: a terminal, or a file that wants whole lines. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Work of known size under way. */
export interface Phase {
  /** So many more are done. `notes` say what else there is to know, the most important first: "loss 1.204", "UAR 43.2 %". */
  advance(count: number, notes?: readonly string[]): void;
  /** Says what was reached, where no bar shows it. */
  reached(text: string): void;
  /** Takes the bar away; also after an error. */
  end(): void;
}

export interface PhaseOptions {
  /** "decode", "fold 1 of 5" */
  title: string;
  total: number;
  /** of total, what was done before; 0 unless given */
  done?: number;
  /** what is counted: "utterances" */
  unit: string;
  /** lines where no bar is drawn: one every few seconds, or only what is reached */
  lines: "timed" | "reached";
}

const SECONDS_BETWEEN_LINES = 5;

/** Shows a phase as a bar with rate and time left, or as plain lines where the output is not a terminal. */
export function startPhase(output: Output, options: PhaseOptions): Phase {
  const { title, total, unit, done: before = 0 } = options;
  const start = performance.now();
  let done = before;
  const pace = () => {
    const rate = (1000 * (done - before)) / (performance.now() - start);
    return { rate, left: `${clock((total - done) / rate)} left` };
  };
  const paceText = () => {
    const { rate, left } = pace();
    return `${digits(rate)} ${unit}/s, ${left}`;
  };
  if (output.isTTY && process.env.TERM !== "dumb") return barPhase(output, options, pace, (count) => (done += count));

  let lastLine = start;
  return {
    advance(count) {
      done += count;
      if (options.lines !== "timed" || performance.now() - lastLine < 1000 * SECONDS_BETWEEN_LINES) return;
      lastLine = performance.now();
      output.write(`${title}: ${done} of ${total} ${unit}, ${paceText()}\n`);
    },
    reached(text) {
      output.write(`${title}: ${text}, ${paceText()}\n`);
    },
    end() {},
  };
}

function barPhase(
  output: Output,
  { title, total, done = 0 }: PhaseOptions,
  pace: () => { rate: number; left: string },
  add: (count: number) => number,
): Phase {
  const bar = new SingleBar({
    stream: output,
    // The width is asked for each time: a window may be made smaller meanwhile.
    format: (_, { progress }, { line }: { line: Line }) => progressLine({ ...line, share: progress }, output.columns),
    clearOnComplete: true,
    hideCursor: false,
    linewrap: true,
    gracefulExit: false,
  });
  let notes: readonly string[] = [];
  bar.start(total, done, { line: { title, notes, rate: "", left: "" } });
  return {
    advance(count, latest = notes) {
      notes = latest;
      const reached = add(count);
      const { rate, left } = pace();
      bar.update(reached, { line: { title, notes, rate: `${digits(rate)}/s`, left } });
    },
    reached() {},
    end: () => bar.stop(),
  };
}
