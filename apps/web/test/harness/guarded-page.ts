import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";

export interface PageOptions extends BrowserContextOptions {
  /** what the address names behind the page's own */
  hash?: string;
  /** instead of the workshop's */
  url?: string;
}

/** A page in a context of its own, of which all that goes wrong is written down. */
export interface GuardedPage {
  page: Page;
  context: BrowserContext;
  /** errors of the console and of scripts, breaches of the policy, requests to other hosts */
  wrongs: string[];
  /** addresses of our own that were asked for, from their folder on: "assets/x.js" */
  asked: string[];
}

export async function guardedPage(
  browser: Browser,
  url: string,
  { hash = "", ...options }: PageOptions = {},
): Promise<GuardedPage> {
  const context = await browser.newContext({ permissions: ["microphone"], ...options });
  const wrongs: string[] = [];
  const asked: string[] = [];
  context.on("request", (request) => {
    const address = request.url();
    if (address.startsWith(url)) asked.push(address.slice(url.length));
    else if (!address.startsWith("blob:")) wrongs.push(`request to ${address}`);
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrongs.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrongs.push(`error: ${error.message}`));
  await page.goto(url + hash);
  return { page, context, wrongs, asked };
}
