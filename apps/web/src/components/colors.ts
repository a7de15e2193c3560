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

/** The colors that tokens.css says where an element is, in the order of its palette, whose list is registered: computed here. */
export function colorsOf(element: Element): Colors {
  const palette = getComputedStyle(element).getPropertyValue("--palette");
  const [ground, ink, soft, rule, accent, ...hues] = palette.match(/#\w+|[a-z]+\([^)]*\)/g)!;
  return { ground, ink, soft, rule, accent, hues };
}
