import type { JSX } from "preact";

/** Paths on a grid of 24, drawn as lines of width 2. */
const PATHS = {
  undertone: "M4 11v2M8 8v8M12 4v16M16 8.5v7M20 11v2",
  auto: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18M12 8h5M12 12h8M12 16h5",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19",
  dark: "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
  train: "M4 4v16h16M7.5 15l3.5-5 3.5 2.5L19 6",
  adapt: "M6 4v9M6 17v3M3.5 15h5M12 4v3M12 11v9M9.5 9h5M18 4v11M18 19v1M15.5 17h5",
  explore: "M4 4v16h16M8.5 8.5h.01M12 14.5h.01M15 7h.01M9 17h.01M18 12h.01M18 16.5h.01",
  bench: "M12 6.5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 10v3.5l2.5 1.5M9.5 3h5M12 3v3.5",
  folder: "M3 6.5h6l2 2.5h10v10H3z",
  file: "M14 3H6v18h12V7zM14 3v4h4M9 13h6M9 17h4",
  microphone: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  play: "M7 4.5v15l12-7.5z",
  pause: "M8 5v14M16 5v14",
  stop: "M6 6h12v12H6z",
  close: "M6 6l12 12M18 6L6 18",
  warning: "M12 4L2.5 20h19zM12 10v4M12 17v.01",
  check: "M5 12.5l4.5 4.5L19 7.5",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words that say the same, so hidden from readers. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
