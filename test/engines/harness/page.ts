import type { Ending, FoundEngine, Visit } from "../engines/engine.ts";
import { servePage } from "./serve-page.ts";

/**
 * An engine that shows pages.
 *
 * @param open  shows the page at `address` until the visit's signal aborts or the browser ends
 */
export function pageEngine(version: string, open: (address: string, visit: Visit) => Promise<Ending>): FoundEngine {
  return {
    version,
    show: open,
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
