import type { MapPoint } from "../../explore/services.ts";

/** Where points lie in a plot, from its upper left corner, 0 to 1 of each side: [n, 2]. */
export type Places = Float64Array;

/** Of the plot that points fill: none touches its edge. */
const FILLED = 0.93;

/** Fits points into a plot, in one scale for both axes. @param aspect  the plot's width over its height */
export function placesOf(points: readonly Pick<MapPoint, "x" | "y">[], aspect: number): Places {
  const range = (values: readonly number[]) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return { middle: (low + high) / 2, span: high - low };
  };
  const [x, y] = [range(points.map((point) => point.x)), range(points.map((point) => point.y))];
  const unit = Math.max(x.span / aspect, y.span, 1e-9);
  const places = new Float64Array(2 * points.length);
  for (const [i, point] of points.entries()) {
    places[2 * i] = 0.5 + (FILLED * (point.x - x.middle)) / (unit * aspect);
    places[2 * i + 1] = 0.5 - (FILLED * (point.y - y.middle)) / unit;
  }
  return places;
}

/** The point nearest to a place in pixels, no further than `reach`; -1 if there is none. */
export function nearest(
  places: Places,
  [x, y]: [number, number],
  size: { width: number; height: number },
  reach: number,
): number {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < places.length / 2; i++) {
    const dx = places[2 * i] * size.width - x;
    const dy = places[2 * i + 1] * size.height - y;
    const square = dx * dx + dy * dy;
    if (square > least) continue;
    least = square;
    best = i;
  }
  return best;
}

/**
 * The nearest other point in a direction, within 45° of it; the same one if there is none.
 *
 * @param direction  [1, 0] is right, [0, 1] down
 * @param aspect     the plot's width over its height
 */
export function neighbor(
  places: Places,
  from: number,
  [rightward, downward]: readonly [number, number],
  aspect: number,
): number {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < places.length / 2; i++) {
    const dx = aspect * (places[2 * i] - places[2 * from]);
    const dy = places[2 * i + 1] - places[2 * from + 1];
    const along = dx * rightward + dy * downward;
    const across = Math.abs(dx * downward - dy * rightward);
    const square = dx * dx + dy * dy;
    if (i === from || along <= 0 || across > along || square >= least) continue;
    least = square;
    best = i;
  }
  return best;
}
