import { afterAll, beforeAll, describe } from "vitest";
import { findChromium } from "../../../scripts/chromium.ts";
import { describeAdapt } from "./e2e/adapt.ts";
import { describeBench } from "./e2e/bench.ts";
import { describeExplore } from "./e2e/explore.ts";
import { describePage } from "./e2e/page.ts";
import { describeRecognize } from "./e2e/recognize.ts";
import { describeTrain } from "./e2e/train.ts";
import { startWorkshop, type Workshop } from "./harness/workshop.ts";

// A Chromium that no test may do without is asked for by the browser project itself. One app and one browser serve all.
describe.skipIf(!findChromium())("the app, in Chromium", () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await startWorkshop();
  }, 120_000);
  afterAll(() => workshop?.close(), 60_000);

  describePage(() => workshop);
  describeRecognize(() => workshop);
  describeTrain(() => workshop);
  describeAdapt(() => workshop);
  describeExplore(() => workshop);
  describeBench(() => workshop);
});
