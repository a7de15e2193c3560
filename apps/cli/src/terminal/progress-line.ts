/** What a bar says of work under way, beside the share that is done. */
export interface Line {
  title: string;
  /** the most important first */
  notes: readonly string[];
  /** "123/s" */
  rate: string;
  /** "12:05 left" */
  left: string;
}

const BAR_WIDTH = 8;

/**
 * A line of progress that fits a terminal:
 *
 *   fold 1 of 5 ████░░░░ 50 %, loss 1.204, UAR 43.2 %, lr 9.8e-4, epoch 3/30, 123/s, 12:05 left
 *
 * Where there is no room for all, it goes without the fourth note and those behind it, then the bar, the rate, the third
 * and the second note, the percentage, the first note and at last the title. The time left stays.
 *
 * @param share    done, from 0 to 1
 * @param columns  of the terminal; 80 where it does not tell
 */
export function progressLine({ title, notes, rate, left, share }: Line & { share: number }, columns = 80): string {
  const done = Math.round(BAR_WIDTH * share);
  const bar = "█".repeat(done) + "░".repeat(BAR_WIDTH - done);
  const percentage = `${Math.floor(100 * share)} %`;
  const head = [title, bar, percentage];
  const tail = [...notes, rate, left];
  const dropped = new Set<string>();
  const line = () => {
    const kept = (parts: readonly string[]) => parts.filter((part) => part !== "" && !dropped.has(part));
    return kept([kept(head).join(" "), ...kept(tail)]).join(", ");
  };
  const lastFirst = [...notes].reverse();
  const order = [
    ...lastFirst.slice(0, -3),
    bar,
    rate,
    ...lastFirst.slice(-3, -1),
    percentage,
    ...lastFirst.slice(-1),
    title,
  ];
  for (const part of order) {
    if (line().length <= columns) break;
    dropped.add(part);
  }
  return line().slice(0, columns);
}
