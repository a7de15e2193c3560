import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Canvas, type Draw } from "../../components/canvas.tsx";
import type { Colors } from "../../components/colors.ts";
import { percent } from "../../components/format.ts";
import type { ExploreMap, MapPoint } from "../../explore/services.ts";
import { type Group, type GroupBy, SHAPES } from "./groups.ts";
import { nearest, neighbor, placesOf } from "./places.ts";

export interface ScatterPlotProps {
  map: ExploreMap;
  by: GroupBy;
  groups: readonly Group[];
  /** the group that stands out; null: all alike */
  raised: string | null;
  /** index of a point */
  selected: number;
  onSelect(index: number): void;
}

/** Pixels around a point in which a click means it. */
const REACH = 24;

/** Half the side of a point, in pixels; fewer points are drawn larger. */
const radiusOf = (nPoints: number): number => (nPoints > 600 ? 3.4 : nPoints > 150 ? 4.6 : 5.6);

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * Utterances by what the model sees in them; a click or the arrow keys choose one. On a canvas: 2000 elements of SVG would each be
 * styled and compared, on a canvas they are as many small copies, made anew only when the legend or the size changes.
 */
export function ScatterPlot({ map, by, groups, raised, selected, onSelect }: ScatterPlotProps): JSX.Element {
  const { points, shares } = map;
  const plot = useRef<HTMLDivElement>(null);
  const [aspect, setAspect] = useState(1.5);
  useEffect(() => {
    const resized = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.height > 0) setAspect(contentRect.width / contentRect.height);
    });
    resized.observe(plot.current!);
    return () => resized.disconnect();
  }, []);
  const places = useMemo(() => placesOf(points, aspect), [points, aspect]);
  const draw = useMemo(() => drawPoints({ points, places, by, groups, raised }), [points, places, by, groups, raised]);

  const clicked = ({ clientX, clientY, currentTarget }: TargetedPointerEvent<HTMLDivElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const hit = nearest(places, [clientX - left, clientY - top], { width, height }, REACH);
    if (hit >= 0) onSelect(hit);
  };
  const keyed = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const direction = DIRECTIONS[event.key];
    const ends: Record<string, number> = { Home: 0, End: points.length - 1 };
    const next = direction ? neighbor(places, selected, direction, aspect) : ends[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };
  const { path, label, speaker } = points[selected];
  return (
    <div class="scatter">
      <div
        ref={plot}
        class="scatter-plot"
        role="slider"
        tabIndex={0}
        aria-label="Utterance on the map; arrow keys go to the next one in their direction"
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={selected + 1}
        aria-valuetext={`${label}, speaker ${speaker}, ${path}`}
        onPointerDown={clicked}
        onKeyDown={keyed}
      >
        <Canvas draw={draw} />
        <div
          class="chosen-mark"
          style={{ left: `${100 * places[2 * selected]}%`, top: `${100 * places[2 * selected + 1]}%` }}
        />
      </div>
      <p class="soft scatter-axes">
        Near each other: alike to the model. Across {percent(shares[0])} of what differs in its embeddings, up and down{" "}
        {percent(shares[1])}.
      </p>
    </div>
  );
}

interface Drawn {
  points: readonly MapPoint[];
  places: Float64Array;
  by: GroupBy;
  groups: readonly Group[];
  raised: string | null;
}

/** Each group's mark is drawn once and then copied. */
function drawPoints({ points, places, by, groups, raised }: Drawn): Draw {
  const radius = radiusOf(points.length);
  const side = 3 * radius;
  return (context, { width, height }, colors) => {
    const density = context.getTransform().a;
    const marks = new Map(groups.map((group) => [group.name, markOf(group, radius, side, density, colors)]));
    context.fillStyle = colors.rule;
    context.fillRect(0, height / 2 - 0.5, width, 1);
    context.fillRect(width / 2 - 0.5, 0, 1, height);
    // What stands out is drawn over what does not.
    for (const above of [false, true]) {
      context.globalAlpha = above ? 1 : 0.18;
      for (let i = 0; i < points.length; i++) {
        const name = points[i][by];
        if ((raised === null || name === raised) !== above) continue;
        const [x, y] = [places[2 * i] * width, places[2 * i + 1] * height];
        context.drawImage(marks.get(name)!, x - side / 2, y - side / 2, side, side);
      }
    }
    context.globalAlpha = 1;
  };
}

/** A group's mark, with an edge of the ground's color, so that marks on marks are told apart. */
function markOf(
  group: Group,
  radius: number,
  side: number,
  density: number,
  { ground, hues }: Colors,
): OffscreenCanvas {
  const mark = new OffscreenCanvas(Math.ceil(side * density), Math.ceil(side * density));
  const context = mark.getContext("2d")!;
  context.scale(mark.width / side, mark.height / side);
  context.translate(side / 2, side / 2);
  context.scale(radius, radius);
  const shape = new Path2D(SHAPES[group.shape]);
  context.fillStyle = hues[group.hue];
  context.strokeStyle = ground;
  context.lineWidth = 0.28;
  context.fill(shape);
  context.stroke(shape);
  return mark;
}
