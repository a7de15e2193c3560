import axe from "axe-core";
import type { Page } from "playwright";

/** What axe finds seriously wrong with a page, and what of it is wider than the screen; nothing, if all is well. */
export async function findingsOf(page: Page): Promise<string[]> {
  // Evaluated by the browser itself, as a script of the page would breach the policy.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] }),
  );
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    ...(overflow > 0 ? [`${overflow} px wider than the screen`] : []),
  ];
}

/** The same in both themes. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await findingsOf(page)).map((finding) => `${colorScheme}: ${finding}`));
  }
  return found;
}

export const PHONE = { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" } as const;
