import type { Protocol } from "@undertone/corpus";
import { counted } from "../../components/format.ts";
import type { DivisionTable, SideSize } from "../../training/services.ts";

/** "15 speakers to train on, 3 to validate, 6 to test"; utterances, where it is not speakers that are divided. */
export function sidesText({ train, validation, test }: DivisionTable["folds"][number], protocol: Protocol): string {
  const bySpeakers = protocol.startsWith("speaker");
  const size = ({ nSpeakers, nUtterances }: SideSize) => (bySpeakers ? nSpeakers : nUtterances);
  return [
    `${counted(size(train), bySpeakers ? "speaker" : "utterance")} to train on`,
    ...(validation.nUtterances > 0 ? [`${size(validation)} to validate`] : []),
    ...(test.nUtterances > 0 ? [`${size(test)} to test`] : []),
  ].join(", ");
}
