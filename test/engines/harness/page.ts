import type { Ending, Errand, FoundEngine } from "../engines/engine.ts";
import { servePage } from "./serve-page.ts";

/**
 * An engine that shows pages.
 *
 * @param open  shows the page at `address` until the errand's signal aborts or the browser ends
 */
export function pageEngine(version: string, open: (address: string, errand: Errand) => Promise<Ending>): FoundEngine {
  return {
    version,
    async run(errand) {
      const { address, close } = await servePage(errand);
      try {
        return await open(address, errand);
      } finally {
        close();
      }
    },
  };
}
