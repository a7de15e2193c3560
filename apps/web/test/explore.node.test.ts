import { describe, expect, it } from "vitest";
import type { MapPoint } from "../src/explore/services.ts";
import { AUGMENTATIONS } from "../src/views/explore/augmentations.ts";
import { groupsOf } from "../src/views/explore/groups.ts";
import { nearest, neighbor, placesOf } from "../src/views/explore/places.ts";

const point = (x: number, y: number, label = "happy", speaker = "01") => ({ x, y, label, speaker }) as MapPoint;

describe("places on the map", () => {
  it("keep one scale, the middle and a margin, whatever the plot's shape", () => {
    const places = placesOf([point(-2, 0), point(2, 0), point(0, 1)], 2);
    const [left, , right] = places;
    expect(left).toBeCloseTo(0.035, 9);
    expect(right).toBeCloseTo(0.965, 9);
    // A unit is as long across as up, in pixels: the plot is twice as wide as high.
    expect((2 * (right - left)) / 4).toBeCloseTo(places[1] - places[5], 9);
    expect([...placesOf([point(3, 3)], 1.5)]).toEqual([0.5, 0.5]);
  });

  it("are found by a click near enough", () => {
    const places = Float64Array.of(0.25, 0.5, 0.75, 0.5);
    const size = { width: 400, height: 100 };
    expect(nearest(places, [110, 55], size, 24)).toBe(0);
    expect(nearest(places, [290, 40], size, 24)).toBe(1);
    expect(nearest(places, [200, 50], size, 24)).toBe(-1);
  });

  it("lead by arrow keys to the nearest point in their direction, and stay where there is none", () => {
    // One to the right, a nearer one that is rather above, and one to the left.
    const places = Float64Array.of(0.5, 0.5, 0.7, 0.52, 0.55, 0.3, 0.1, 0.5);
    expect(neighbor(places, 0, [1, 0], 1)).toBe(1);
    expect(neighbor(places, 0, [0, -1], 1)).toBe(2);
    expect(neighbor(places, 0, [-1, 0], 1)).toBe(3);
    expect(neighbor(places, 0, [0, 1], 1)).toBe(0);
    // In a plot ten times as wide as high, what was above is beside.
    expect(neighbor(places, 0, [1, 0], 10)).toBe(2);
  });
});

describe("groups", () => {
  it("of labels have hues of their own, and shapes that tell them apart without color", () => {
    const labels = ["sad", "angry", "fear", "disgust", "happy", "neutral", "surprise"];
    const groups = groupsOf(
      labels.map((label) => point(0, 0, label)),
      "label",
    );
    expect(new Set(groups.map(({ hue }) => hue)).size).toBe(7);
    expect(new Set(groups.map(({ shape }) => shape)).size).toBe(7);
    expect(groups[0]).toEqual({ name: "angry", count: 1, hue: 0, shape: 0 });
  });

  it("of 49 speakers share hue and shape with none", () => {
    const points = Array.from({ length: 98 }, (_, i) => point(0, 0, "sad", String(i % 49).padStart(2, "0")));
    const groups = groupsOf(points, "speaker");
    expect(new Set(groups.map(({ hue, shape }) => 7 * hue + shape)).size).toBe(49);
    expect(groups.every(({ count }) => count === 2)).toBe(true);
  });
});

describe("augmentations", () => {
  it.each(AUGMENTATIONS.map((one) => [one.title, one] as const))(
    "%s begins within what its sliders reach",
    (_, { settings, alteration }) => {
      for (const { least, most, value, step } of settings) {
        expect(value).toBeGreaterThanOrEqual(least);
        expect(value).toBeLessThanOrEqual(most);
        expect(step).toBeLessThan(most - least);
      }
      const { spec, melStretch } = alteration(settings.map(({ value }) => value));
      expect(Object.keys(spec).length > 0 || melStretch !== 1).toBe(true);
    },
  );
});
