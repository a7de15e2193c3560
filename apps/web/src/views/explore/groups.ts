import { hueOf } from "../../components/emotion.ts";
import type { MapPoint } from "../../explore/services.ts";

/** What colors and shapes tell. */
export type GroupBy = "label" | "speaker";

/** Points that look alike. */
export interface Group {
  name: string;
  count: number;
  /** of tokens.css */
  hue: number;
  /** of `SHAPES` */
  shape: number;
}

/** Outlines within a square of side 2 about the middle, told apart without color. */
export const SHAPES = [
  "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  "M-.85-.85H.85V.85H-.85Z",
  "M0-1.1L1.05.8H-1.05Z",
  "M0-1.2L1.1 0L0 1.2L-1.1 0Z",
  "M-.35-1.1H.35V-.35H1.1V.35H.35V1.1H-.35V.35H-1.1V-.35H-.35Z",
  "M0 1.1L1.05-.8H-1.05Z",
  "M0-.55L.65-1.2L1.2-.65L.55 0L1.2.65L.65 1.2L0 .55L-.65 1.2L-1.2.65L-.55 0L-1.2-.65L-.65-1.2Z",
] as const;

const N_HUES = 7;

/**
 * The groups of points, in the order in which they first occur by name: labels in their own hues, each with a shape of its own; speakers in
 * hues and shapes of which no two of 49 share both.
 */
export function groupsOf(points: readonly MapPoint[], by: GroupBy): Group[] {
  const counts = new Map<string, number>();
  for (const point of points) counts.set(point[by], (counts.get(point[by]) ?? 0) + 1);
  return [...counts.keys()].sort().map((name, i) => {
    const hue = by === "label" ? hueOf(name, i) : i % N_HUES;
    const shape = by === "label" ? hue : (i + Math.floor(i / N_HUES)) % SHAPES.length;
    return { name, count: counts.get(name)!, hue, shape };
  });
}
