import { describe, expect, it } from "vitest";
import { allAgree, expectationFrom, type Outcome } from "./outcome.ts";
import { resultText } from "./result-text.ts";

const GOLDEN = { weights: "a".repeat(64) };
const OTHER = "b".repeat(64);
const missing: Outcome = { engine: "deno", missing: "no package of it", jobs: {} };

function gave(engine: string, hashes: Record<string, string>): Outcome {
  return { engine, version: "1.0", jobs: { training: { hashes, seconds: 1 } } };
}

function judged(...outcomes: Outcome[]): { agree: boolean; text: string } {
  const expectation = expectationFrom(GOLDEN, outcomes);
  return { agree: allAgree(outcomes, expectation), text: resultText(["training"], outcomes, expectation) };
}

describe("the comparison of engines", () => {
  it("finds that all gave what is committed", () => {
    const { agree, text } = judged(gave("node", GOLDEN), gave("bun", GOLDEN));
    expect(agree).toBe(true);
    expect(text).toMatch(/^node +1\.0 +1\.0 s +a{16} +as expected$/m);
    expect(text).toMatch(/^2 of 2 engines ran: the same bits in all of them$/m);
  });

  it("finds the one that differs, and that all differ from what is committed", () => {
    const { agree, text } = judged(gave("node", GOLDEN), gave("bun", { weights: OTHER }));
    expect(agree).toBe(false);
    expect(text).toMatch(/^bun .* b{16} +DIFFERS$/m);
    expect(text).toMatch(/^2 of 2 engines ran: NOT the same bits$/m);
    expect(judged(gave("node", { weights: OTHER }), gave("bun", { weights: OTHER })).agree).toBe(false);
  });

  it("counts a missing engine as nothing, and no engine not as agreement", () => {
    const { agree, text } = judged(gave("node", GOLDEN), missing);
    expect(agree).toBe(true);
    expect(text).toMatch(/^not run: deno: no package of it$/m);
    expect(text).toMatch(/^1 of 2 engines ran/m);
    expect(judged(missing).agree).toBe(false);
  });

  it("takes a failure, a job without a hash and a fault beside all jobs for no agreement", () => {
    const failure: Outcome = { engine: "bun", version: "1.0", jobs: { training: { failure: "RangeError: no" } } };
    expect(judged(gave("node", GOLDEN), failure).agree).toBe(false);
    expect(judged(gave("node", GOLDEN), failure).text).toMatch(/^bun .*FAILED: RangeError: no$/m);
    expect(judged(gave("node", GOLDEN), gave("bun", {})).agree).toBe(false);
    const faulty = { ...gave("bun", GOLDEN), failure: "page: a script was refused" };
    expect(judged(faulty).agree).toBe(false);
    expect(judged(faulty).text).toMatch(/^failed: bun: page: a script was refused$/m);
  });

  it("holds engines to the first where nothing is committed, and says so", () => {
    const { agree, text } = judged(gave("node", { "2 epochs": OTHER }), gave("bun", { "2 epochs": OTHER }));
    expect(agree).toBe(true);
    expect(text).toContain("the first engine; none is committed");
    expect(judged(gave("node", { "2 epochs": OTHER }), gave("bun", { "2 epochs": GOLDEN.weights })).agree).toBe(false);
  });
});
