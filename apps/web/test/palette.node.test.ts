import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Color = [red: number, green: number, blue: number];

const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");

/** A token's color in both themes, linear. */
function token(name: string): Record<"light" | "dark", Color> {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css)!;
  return { light: linear(light), dark: linear(dark) };
}

const linear = (hex: string) =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Color;

/** WCAG 2.2. */
function contrast(a: Color, b: Color): number {
  const luminance = ([red, green, blue]: Color) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** What the color-blind see, by Machado, Oliveira and Fernandes (2009), at full severity, in linear RGB. */
const BLINDNESS: Record<string, number[][]> = {
  nobody: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seen = (matrix: number[][], color: Color) =>
  matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, factor, i) => sum + factor * color[i], 0),
      ),
    ),
  ) as Color;

/** OKLab, by Ottosson (2020): equal distances look about equal. */
function oklab([red, green, blue]: Color): Color {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

const hues = Array.from({ length: 7 }, (_, i) => token(`hue-${i}`));

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  it("sets its hues apart from the ground by a contrast of 3, text by 4.5", () => {
    const ground = token("ground")[theme];
    for (const hue of hues) expect(contrast(hue[theme], ground)).toBeGreaterThanOrEqual(3);
    for (const name of ["ink", "soft", "accent"]) {
      for (const under of ["ground", "panel", "raised"]) {
        expect(contrast(token(name)[theme], token(under)[theme])).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(token("warn")[theme], token("warn-ground")[theme])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token("on-accent")[theme], token("accent")[theme])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(BLINDNESS))("keeps any two hues apart for %s", (blindness) => {
    const colors = hues.map((hue) => oklab(seen(BLINDNESS[blindness], hue[theme])));
    const distances = colors.flatMap((a, i) =>
      colors.slice(i + 1).map((b, j) => ({ pair: [i, i + 1 + j], distance: Math.hypot(...a.map((x, k) => x - b[k])) })),
    );
    // Three times what is just told apart when side by side, 0.02.
    expect(distances.filter(({ distance }) => distance < 0.07)).toEqual([]);
  });
});
