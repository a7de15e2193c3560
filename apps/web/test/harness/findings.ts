import axe from "axe-core";
import type { Page } from "playwright";

export const PHONE = { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" } as const;

/**
 * What axe finds seriously wrong with a page, and what of it is wider than the screen, in both themes; nothing, if all is well.
 * The page is left in the light one.
 */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  // Evaluated by the browser itself, as a script of the page would breach the policy.
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Nothing but colors differs between the themes.
    const only = colorScheme === "dark" ? ["color-contrast"] : null;
    const { violations } = await page.evaluate(
      (rules) =>
        (globalThis as unknown as { axe: typeof axe }).axe.run({
          resultTypes: ["violations"],
          ...(rules && { runOnly: { type: "rule", values: rules } }),
        }),
      only,
    );
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    found.push(...serious.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(({ html }) => html).join(" ")}`));
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return overflow > 0 ? [...found, `${overflow} px wider than the screen`] : found;
}
