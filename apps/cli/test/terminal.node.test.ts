import { describe, expect, it } from "vitest";
import { explained } from "../src/errors.ts";
import { clock, counted, digits, fileSize, listed, percent, shown, table } from "../src/terminal/format.ts";
import { startPhase } from "../src/terminal/progress.ts";
import { progressLine } from "../src/terminal/progress-line.ts";
import { terminalOf } from "../src/terminal/terminal.ts";
import { collector } from "./undertone.ts";

describe("format", () => {
  it("writes times, sizes, counts and shares as people read them", () => {
    expect([0, 59.4, 59.6, 725, 3723, Number.POSITIVE_INFINITY].map(clock)).toEqual([
      "0:00",
      "0:59",
      "1:00",
      "12:05",
      "1:02:03",
      "-:--",
    ]);
    expect([1, 999, 1000, 37_240, 2_500_000].map(fileSize)).toEqual([
      "1 byte",
      "999 bytes",
      "1.0 kB",
      "37.2 kB",
      "2.5 MB",
    ]);
    expect([0, 1, 2].map((n) => counted(n, "file"))).toEqual(["0 files", "1 file", "2 files"]);
    expect([0, 0.6734, 1].map(percent)).toEqual(["0.0 %", "67.3 %", "100.0 %"]);
    expect([0.1234, 1.234, 12.34, 1234].map(digits)).toEqual(["0.123", "1.23", "12.3", "1234"]);
  });

  it("aligns columns, without blanks at the ends of lines", () => {
    const rows = [["file", "score", "then"], ["a.wav", "9.5", ""], ["b", "10.0", "sad"], ["c"]];
    expect(table(rows, "lrl")).toBe("file   score  then\na.wav    9.5\nb       10.0  sad\nc");
  });

  it("cuts a long list and says how long it is", () => {
    expect(listed(["a", "b"], 2)).toBe("  a\n  b");
    expect(listed(["a", "b", "c", "d"], 2)).toBe("  a\n  b\n  and 2 more");
  });

  it("lets no file name command the terminal or break a row", () => {
    expect(shown("\x1b[31mred\r\x7f\x9b\n語")).toBe("\\x1b[31mred\\x0d\\x7f\\x9b\n語");
    expect(
      table(
        [
          ["a\nb", "c"],
          ["\x1b", "d"],
        ],
        "l",
      ),
    ).toBe("a\\x0ab  c\n\\x1b    d");
    expect(listed(["a\nb"])).toBe("  a\\x0ab");
    const { stream, text } = collector();
    const terminal = terminalOf({ stdout: stream, stderr: stream, args: [], signal: AbortSignal.abort() }, undefined);
    terminal.print("\x1b[2J");
    terminal.warn("\x07");
    expect(text()).toBe("\\x1b[2J\nundertone: \\x07\n");
  });
});

const options = { title: "fold 1", total: 4, unit: "utterances", lines: "reached" } as const;

describe("a phase", () => {
  it("is a line for each thing reached where there is no terminal", () => {
    const { stream, text } = collector();
    const phase = startPhase(stream, options);
    phase.advance(2);
    phase.reached("epoch 1 of 2");
    phase.end();
    expect(text()).toMatch(/^fold 1: epoch 1 of 2, [\d.]+ utterances\/s, 0:0\d left\n$/);
  });

  it("is a bar on a terminal, and gone at its end", () => {
    const { stream, text } = collector();
    const phase = startPhase(Object.assign(stream, { isTTY: true, columns: 100 }), options);
    phase.advance(2, ["loss 1.204"]);
    phase.reached("epoch 1 of 2");
    phase.end();
    expect(text()).toMatch(/fold 1 ████░░░░ 50 %, loss 1\.204, [\d.]+\/s, 0:0\d left/);
    expect(text()).not.toContain("\n");
    // To the first column, and the line cleared.
    expect(text().endsWith("\u001b[1G\u001b[2K")).toBe(true);
  });
});

describe("a line of progress", () => {
  const notes = ["loss 1.204", "UAR 43.2 %", "lr 9.8e-4", "epoch 3/30"];
  const line = { title: "fold 1 of 5", notes, rate: "123/s", left: "12:05 left", share: 0.5049 };

  it("leaves out what matters least until it fits", () => {
    const lines: [number, string][] = [
      [91, "fold 1 of 5 ████░░░░ 50 %, loss 1.204, UAR 43.2 %, lr 9.8e-4, epoch 3/30, 123/s, 12:05 left"],
      [90, "fold 1 of 5 ████░░░░ 50 %, loss 1.204, UAR 43.2 %, lr 9.8e-4, 123/s, 12:05 left"],
      [80, "fold 1 of 5 ████░░░░ 50 %, loss 1.204, UAR 43.2 %, lr 9.8e-4, 123/s, 12:05 left"],
      [78, "fold 1 of 5 50 %, loss 1.204, UAR 43.2 %, lr 9.8e-4, 123/s, 12:05 left"],
      [69, "fold 1 of 5 50 %, loss 1.204, UAR 43.2 %, lr 9.8e-4, 12:05 left"],
      [60, "fold 1 of 5 50 %, loss 1.204, UAR 43.2 %, 12:05 left"],
      [40, "fold 1 of 5 50 %, loss 1.204, 12:05 left"],
      [39, "fold 1 of 5, loss 1.204, 12:05 left"],
      [30, "fold 1 of 5, 12:05 left"],
      [20, "12:05 left"],
      [5, "12:05"],
    ];
    for (const [columns, text] of lines) {
      expect([columns, progressLine(line, columns)]).toEqual([columns, text]);
      expect(text.length).toBeLessThanOrEqual(columns);
    }
    expect(progressLine(line)).toHaveLength(79);
  });

  it("shows a bar where there is nothing to say of the work", () => {
    const decode = { title: "decode", notes: [], rate: "850/s", left: "0:01 left", share: 1 };
    expect(progressLine(decode, 40)).toBe("decode ████████ 100 %, 850/s, 0:01 left");
    expect(progressLine({ ...decode, rate: "", left: "", share: 0 }, 40)).toBe("decode ░░░░░░░░ 0 %");
  });

  it("is as wide as the terminal is just then", () => {
    const { stream, text } = collector();
    const output = Object.assign(stream, { isTTY: true, columns: 100 });
    const phase = startPhase(output, options);
    output.columns = 12;
    phase.advance(4);
    phase.end();
    expect(text()).toContain("fold 1 ░░░░░░░░ 0 %");
    expect(text()).toMatch(/\[1G0:00 left/);
  });
});

describe("explained", () => {
  it("shows the stack of a bug, and only of a bug", () => {
    expect(explained(new TypeError("x is undefined"))).toMatchObject({
      exitCode: 1,
      text: expect.stringMatching(/^this is a bug: TypeError: x is undefined\n\s+at /),
    });
    const full = Object.assign(new Error("ENOSPC"), { code: "ENOSPC", errno: -28, syscall: "write", path: "runs/a" });
    expect(explained(full)).toEqual({ exitCode: 1, text: "runs/a: no space left on device" });
  });
});
