import { confusionOf } from "./confusion-matrix.ts";
import { grouped } from "./grouped.ts";
import { accuracy, macroF1, uar } from "./metrics.ts";

/** One recognized utterance of some group: a speaker, a corpus. Labels are indices from 0 to nClasses - 1. */
export interface GroupedUtterance {
  group: string;
  truth: number;
  predicted: number;
}

/** How a group fared. Shares run from 0 to 1; UAR and macro F1 are over the labels that the group has. */
export interface GroupMetrics {
  group: string;
  nUtterances: number;
  /** labels that the group has utterances of */
  nLabels: number;
  uar: number;
  accuracy: number;
  macroF1: number;
}

/**
 * The measures of each group by itself, in code-unit order of their names.
 *
 * @throws RangeError for a label outside 0 to nClasses - 1, or unless nClasses is whole and above 0
 */
export function metricsByGroup(utterances: readonly GroupedUtterance[], nClasses: number): GroupMetrics[] {
  confusionOf(utterances, nClasses);
  return grouped(utterances, ({ group }) => group).map(([group, own]) => {
    const confusion = confusionOf(own, nClasses);
    return {
      group,
      nUtterances: own.length,
      nLabels: confusion.filter((row) => row.some((count) => count > 0)).length,
      uar: uar(confusion),
      accuracy: accuracy(confusion),
      macroF1: macroF1(confusion),
    };
  });
}
