/** The theme's colors, as a canvas takes them. */
export interface Colors {
  ground: string;
  ink: string;
  soft: string;
  rule: string;
  accent: string;
  /** of the emotions, by `hueOf` */
  hues: readonly string[];
}

const N_HUES = 7;

/** The colors that tokens.css says where an element is. Their properties are registered, so they are computed here. */
export function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`);
  return {
    ground: color("ground"),
    ink: color("ink"),
    soft: color("soft"),
    rule: color("rule"),
    accent: color("accent"),
    hues: Array.from({ length: N_HUES }, (_, i) => color(`hue-${i}`)),
  };
}
