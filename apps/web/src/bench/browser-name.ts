/** What is used here of NavigatorUAData, which only Chromium has. */
export interface BrandedNavigator {
  userAgent: string;
  userAgentData?: { brands: readonly { brand: string; version: string }[] };
}

/** Engines by what they call themselves, the more special first: Edge calls itself Chrome and Safari, too. */
const PATTERNS: readonly [name: string, pattern: RegExp][] = [
  ["Edge", /Edg\/(\d+)/],
  ["Opera", /OPR\/(\d+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /Version\/(\d+(?:\.\d+)?).* Safari\//],
];

/** "Chromium 156", "Firefox 153"; "a browser of its own kind" where none is known. */
export function browserName({ userAgent, userAgentData }: BrandedNavigator): string {
  const brands = userAgentData?.brands.filter(({ brand }) => !/not.*brand/i.test(brand)) ?? [];
  const brand = brands.find(({ brand: name }) => name !== "Chromium") ?? brands[0];
  if (brand) return `${brand.brand} ${brand.version}`;
  for (const [name, pattern] of PATTERNS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return "a browser of its own kind";
}
