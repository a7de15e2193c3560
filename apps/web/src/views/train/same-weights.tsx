import { commandText } from "@undertone/evaluation";
import type { JSX } from "preact";
import type { TrainingReport } from "../../training/services.ts";

export interface SameWeightsProps {
  report: TrainingReport;
  /** the words of the command line that gives the same; null: there is none */
  command: readonly string[] | null;
}

/** Which weights the training gave, and how the same are had in a terminal. */
export function SameWeights({ report, command }: SameWeightsProps): JSX.Element {
  const { folds, final } = report;
  const models = [
    ...folds.map((fold) => ({ ...fold, name: folds.length > 1 ? fold.name : null })),
    ...(final ? [{ ...final, name: "all speakers" }] : []),
  ];
  return (
    <div class="same">
      <h3>The same weights anywhere</h3>
      {models.map(({ name, keptEpoch, epochs, weightsSha256 }) => (
        <p key={weightsSha256}>
          {name && <strong>{name}: </strong>}
          epoch {keptEpoch} of {epochs} kept, SHA-256 of the weights <code data-testid="sha256">{weightsSha256}</code>
        </p>
      ))}
      <p>
        {command ? (
          <>
            The same in Node, bit for bit: <code data-testid="command">{commandText(command)}</code>
          </>
        ) : (
          "In a terminal these voices are only trained as npx undertone demo does it: recipe demo with its own numbers, the first of 4 folds, 3 speakers to validate."
        )}
      </p>
    </div>
  );
}
