import { SingleBar } from "cli-progress";
import { clock, digits } from "./format.ts";

/** Where progress is shown: a terminal, or a file that wants whole lines. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean };

/** Work of known size under way. */
export interface Phase {
  /** So many more are done. `note` says what else there is to know: "epoch 3 of 30, loss 1.204". */
  advance(count: number, note?: string): void;
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
    return `${digits(rate)} ${unit}/s, ${clock((total - done) / rate)} left`;
  };
  if (output.isTTY && process.env.TERM !== "dumb") return barPhase(output, options, pace, (count) => (done += count));

  let lastLine = start;
  return {
    advance(count) {
      done += count;
      if (options.lines !== "timed" || performance.now() - lastLine < 1000 * SECONDS_BETWEEN_LINES) return;
      lastLine = performance.now();
      output.write(`${title}: ${done} of ${total} ${unit}, ${pace()}\n`);
    },
    reached(text) {
      output.write(`${title}: ${text}, ${pace()}\n`);
    },
    end() {},
  };
}

function barPhase(
  output: Output,
  { title, total, done = 0 }: PhaseOptions,
  pace: () => string,
  add: (count: number) => number,
): Phase {
  const bar = new SingleBar({
    stream: output,
    format: "{title} {bar} {percentage} %, {pace}  {note}",
    // With 80 columns, title, rate and time left are always seen, and of the note what there is room for.
    barsize: 10,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    hideCursor: false,
    linewrap: true,
    gracefulExit: false,
  });
  let note = "";
  bar.start(total, done, { title, pace: "", note });
  return {
    advance(count, text = note) {
      note = text;
      bar.update(add(count), { pace: pace(), note });
    },
    reached() {},
    end: () => bar.stop(),
  };
}
