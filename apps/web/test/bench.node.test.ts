import { describe, expect, it } from "vitest";
import { browserName } from "../src/bench/browser-name.ts";
import { grouped, milliseconds } from "../src/views/bench/figures.ts";

const APPLE = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";

describe("a browser", () => {
  it.each([
    ["Firefox 153", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"],
    ["Safari 19.1", `${APPLE} Version/19.1 Safari/605.1.15`],
    ["Chrome 156", `${LINUX} Chrome/156.0.0.0 Safari/537.36`],
    ["Edge 156", `${LINUX} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`],
    ["a browser of its own kind", "Lynx/2.8.9"],
  ])("is called %s", (name, userAgent) => {
    expect(browserName({ userAgent })).toBe(name);
  });

  it("is called by its brand, where it tells it", () => {
    const brands = ["Not)A;Brand", "Chromium", "Brave"].map((brand) => ({ brand, version: "156" }));
    expect(browserName({ userAgent: "", userAgentData: { brands } })).toBe("Brave 156");
    expect(browserName({ userAgent: "", userAgentData: { brands: brands.slice(0, 2) } })).toBe("Chromium 156");
  });
});

describe("figures", () => {
  it("have three digits", () => {
    expect([0.1234, 9.416, 128.4, 1304].map(milliseconds)).toEqual(["0.123 ms", "9.42 ms", "128 ms", "1.30 s"]);
    expect([85.12, 530.9, 9506, 123_456].map(grouped)).toEqual(["85.1", "531", "9\u202f510", "123\u202f000"]);
  });
});
