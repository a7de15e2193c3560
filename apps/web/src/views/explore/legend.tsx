import type { JSX } from "preact";
import { type Group, type GroupBy, SHAPES } from "./groups.ts";

export interface LegendProps {
  by: GroupBy;
  groups: readonly Group[];
  raised: string | null;
  onBy(by: GroupBy): void;
  onRaise(name: string | null): void;
}

/** What colors and shapes mean; a click on a group lets it stand out. */
export function Legend({ by, groups, raised, onBy, onRaise }: LegendProps): JSX.Element {
  return (
    <section class="map-legend" aria-label="Legend">
      <fieldset>
        <legend>Color and shape by</legend>
        {(["label", "speaker"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="group-by" checked={by === one} onChange={() => onBy(one)} />
            {one === "label" ? "emotion" : "speaker"}
          </label>
        ))}
      </fieldset>
      <ul>
        {groups.map(({ name, count, hue, shape }) => (
          <li key={name}>
            <button type="button" aria-pressed={raised === name} onClick={() => onRaise(raised === name ? null : name)}>
              <svg
                viewBox="-1.4 -1.4 2.8 2.8"
                aria-hidden="true"
                focusable="false"
                style={{ fill: `var(--hue-${hue})` }}
              >
                <path d={SHAPES[shape]} />
              </svg>
              {name} <span class="soft">{count}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
