/** Times steps that follow one another. */
export interface Stopwatch {
  /** A step has been done. @returns seconds that one takes; null: not known yet */
  step(): number | null;
  /** What is between the last step and the next is not timed: a pause, or getting ready. */
  restart(): void;
}

export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  let last: number | null = null;
  let timed = 0;
  let nTimed = 0;
  return {
    step() {
      const time = now();
      if (last !== null) {
        timed += time - last;
        nTimed++;
      }
      last = time;
      return nTimed === 0 ? null : timed / 1000 / nTimed;
    },
    restart() {
      last = null;
    },
  };
}
