import { isLeakyLabel } from "@undertone/corpus";
import {
  type Comparison,
  comparePredictions,
  type PairedGroup,
  type PairedMeasure,
  type Prediction,
} from "@undertone/evaluation";
import { CommandError, rejecting } from "../errors.ts";
import { counted, percent, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readRuns } from "./read-run.ts";
import type { RunReport } from "./run-report.ts";
import { marked } from "./summary-text.ts";

/** A run, or several of one recipe by as many seeds. */
interface Side {
  run: string;
  /** of the first seed; the others differ in their seeds alone */
  report: RunReport;
  seeds: number[];
  /** by each seed */
  predictions: Prediction[][];
}

/** `undertone compare`. */
export async function compare(first: string, second: string, seed: number, terminal: Terminal): Promise<void> {
  const sides = [await readSide(first), await readSide(second)] as const;
  const [labels, others] = sides.map(({ report }) => report.labels);
  if (labels.join() !== others.join()) {
    throw new CommandError(`${second}: labels are ${others.join(", ")}, expected ${labels.join(", ")} as in ${first}`);
  }
  const [made, otherwise] = sides.map(({ predictions }) => predictions);
  const comparison = rejecting(
    CommandError,
    () => comparePredictions(made, otherwise, labels, seed),
    `${first} and ${second}: `,
  );
  const protocols = sides.map(({ report }) => report.protocolLabel);
  const leaky = protocols.find(isLeakyLabel);
  const text = comparisonText(sides, comparison);
  terminal.print(`${sidesText(sides)}\n${leaky === undefined ? text : marked(text, leaky)}`);
  if (protocols[0] !== protocols[1]) {
    terminal.warn(
      `protocols are ${protocols[0]} and ${protocols[1]}: the difference may be theirs and not the models'`,
    );
  }
  const [one, other] = sides.map(({ run, report: { protocolLabel, recipe }, seeds }) => ({
    run,
    protocolLabel,
    recipe,
    seeds,
  }));
  const result = { first: one, second: other, seed, labels, ...comparison };
  terminal.result(leaky === undefined ? result : { [leaky]: result });
}

async function readSide(folder: string): Promise<Side> {
  const { runs } = await readRuns(folder);
  return {
    run: folder,
    report: runs[0].report,
    seeds: runs.map(({ report }) => report.recipe.seed),
    predictions: runs.map(({ folds }) => folds.flatMap(({ predictions }) => predictions)),
  };
}

function sidesText(sides: readonly [Side, Side]): string {
  const rows = sides.map(({ run, report, seeds }, i) => [
    `${"AB"[i]}`,
    run,
    `recipe ${report.recipe.name}, ${seeds.length === 1 ? "seed" : "mean of seeds"} ${seeds.join(", ")}`,
    `protocol ${report.protocolLabel}`,
  ]);
  return table(rows, "l");
}

function comparisonText(sides: readonly [Side, Side], comparison: Comparison): string {
  const { nUtterances, nSpeakers, right } = comparison;
  return [
    `${counted(nUtterances, "utterance")} of ${counted(nSpeakers, "known speaker")}, tested by both; differences are B - A, in points`,
    "",
    table(
      [
        ["", "A", "B", "B - A", "95 % interval", "p"],
        measureRow("UAR", comparison.uar),
        measureRow("accuracy", comparison.accuracy),
      ],
      "lr",
    ),
    "",
    verdict(comparison),
    `Right: both ${count(right.both)}, only A ${count(right.first)}, only B ${count(right.second)}, neither ${count(right.neither)}${sides.every(({ seeds }) => seeds.length === 1) ? "" : ", in the mean over pairs of seeds"}.`,
    "",
    groupsText("recall by label", comparison.perClass),
    ...(nSpeakers > 0
      ? [
          "",
          groupsText(
            "UAR by speaker, where they differ",
            comparison.perSpeaker.filter(({ difference }) => difference !== 0),
          ),
        ]
      : []),
  ].join("\n");
}

function measureRow(name: string, { first, second, difference, interval, test }: PairedMeasure): string[] {
  return [
    name,
    percent(first),
    percent(second),
    points(difference),
    interval ? `${points(interval.low)} to ${points(interval.high)}` : "-",
    test
      ? `${test.pValue < 0.001 ? test.pValue.toExponential(1) : test.pValue.toFixed(3)}${test.exact ? "" : " (drawn)"}`
      : "-",
  ];
}

/** What the numbers allow to say. */
function verdict({ uar: { difference, interval, test } }: Comparison): string {
  if (!interval || !test) return "No test: it needs two known speakers or more.";
  const better = difference > 0 ? "B" : "A";
  const isClear = interval.low > 0 || interval.high < 0;
  if (isClear && test.pValue < 0.05) return `${better} is better: by chance alone a difference as large is rare.`;
  return "No finding: other speakers could have shown the opposite.";
}

function groupsText(title: string, groups: readonly PairedGroup[]): string {
  if (groups.length === 0) return `${title}: none`;
  const sorted = [...groups].sort((a, b) => a.difference - b.difference);
  return table(
    [
      [title, "A", "B", "B - A", "utterances"],
      ...sorted.map(({ name, first, second, difference, nUtterances }) => [
        name,
        percent(first),
        percent(second),
        points(difference),
        String(nUtterances),
      ]),
    ],
    "lr",
  );
}

/** A count, of several seeds a mean of counts. */
const count = (mean: number) => String(Math.round(10 * mean) / 10);

/** A difference of shares in points of percent, with its sign. */
const points = (difference: number) => `${difference > 0 ? "+" : ""}${(100 * difference).toFixed(1)}`;
