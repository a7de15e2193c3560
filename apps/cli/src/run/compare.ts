import { type Comparison, comparePredictions, type PairedGroup, type PairedMeasure } from "@undertone/evaluation";
import { CommandError, rejecting } from "../errors.ts";
import { counted, percent, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type ReadRun, readRun } from "./read-run.ts";

/** `undertone compare`. */
export async function compare(first: string, second: string, seed: number, terminal: Terminal): Promise<void> {
  const runs = [await readRun(first), await readRun(second)] as const;
  const [labels, others] = runs.map(({ report }) => report.labels);
  if (labels.join() !== others.join()) {
    throw new CommandError(`${second}: labels are ${others.join(", ")}, expected ${labels.join(", ")} as in ${first}`);
  }
  const [made, otherwise] = runs.map(({ folds }) => folds.flatMap(({ predictions }) => predictions));
  const comparison = rejecting(
    CommandError,
    () => comparePredictions(made, otherwise, labels, seed),
    `${first} and ${second}: `,
  );
  terminal.print(comparisonText(runs, comparison));
  const protocols = runs.map(({ report }) => report.protocolLabel);
  if (protocols[0] !== protocols[1]) {
    terminal.warn(
      `protocols are ${protocols[0]} and ${protocols[1]}: the difference may be theirs and not the models'`,
    );
  }
  const sides = runs.map(({ folder, report }) => ({
    run: folder,
    protocolLabel: report.protocolLabel,
    recipe: report.recipe,
  }));
  terminal.result({ first: sides[0], second: sides[1], seed, labels, ...comparison });
}

function comparisonText([first, second]: readonly [ReadRun, ReadRun], comparison: Comparison): string {
  const { nUtterances, nSpeakers, right } = comparison;
  const sides = [first, second].map(({ folder, report }, i) => [
    `${"AB"[i]}`,
    folder,
    `recipe ${report.recipe.name}, seed ${report.recipe.seed}`,
    `protocol ${report.protocolLabel}`,
  ]);
  return [
    table(sides, "l"),
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
    `Right: both ${right.both}, only A ${right.first}, only B ${right.second}, neither ${right.neither}.`,
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

/** A difference of shares in points of percent, with its sign. */
const points = (difference: number) => `${difference > 0 ? "+" : ""}${(100 * difference).toFixed(1)}`;
