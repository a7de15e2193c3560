import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../components/icon.tsx";
import type { CorpusTable, DivisionTable, TrainingChoice } from "../../training/services.ts";
import { hasOwnFolds, offered, PROTOCOLS, RECIPES } from "../../training/settings.ts";
import { DivisionPanel } from "./division-panel.tsx";
import { NumberField, SelectField } from "./fields.tsx";

export interface RecipeFormProps {
  corpus: CorpusTable;
  choice: TrainingChoice;
  /** how the choice divides the corpus */
  division: DivisionTable | { error: string } | null;
  /** whether that of the last choice is still found out */
  isDividing: boolean;
  disabled: boolean;
  onChoose(choice: TrainingChoice): void;
  onTrain(): void;
}

/** What is trained, how the corpus is divided for it, and what the audit has against that. */
export function RecipeForm(props: RecipeFormProps): JSX.Element {
  const { corpus, choice, division, isDividing, disabled, onChoose, onTrain } = props;
  const [isValid, setValid] = useState(true);
  const change = (changes: Partial<TrainingChoice>) => onChoose({ ...choice, ...changes });
  const nSpeakers = corpus.speakers.length;
  const isReady =
    !isDividing && division !== null && !("error" in division) && (division.unsound === null || choice.unsound);
  return (
    <form
      class="recipe"
      aria-label="Recipe"
      onInput={({ currentTarget }) => setValid(currentTarget.checkValidity())}
      onSubmit={(event) => {
        event.preventDefault();
        onTrain();
      }}
    >
      <div class="fields">
        <SelectField
          title="Recipe"
          value={choice.recipe}
          options={RECIPES.map(({ name, says }) => ({ value: name, says: `${name}: ${says}` }))}
          disabled={disabled}
          onChange={(recipe) => {
            const { epochs, seed } = offered(recipe);
            change({ recipe, epochs, seed });
          }}
        />
        <NumberField
          title="Epochs"
          value={choice.epochs}
          range={[1, 10_000]}
          disabled={disabled}
          onChange={(epochs) => change({ epochs })}
        />
        <NumberField
          title="Seed"
          value={choice.seed}
          range={[0, 0xffffffff]}
          disabled={disabled}
          onChange={(seed) => change({ seed })}
        />
        <SelectField
          title="Protocol"
          value={choice.protocol}
          options={PROTOCOLS.map(({ protocol, says }) => ({ value: protocol, says: `${protocol}: ${says}` }))}
          disabled={disabled}
          onChange={(protocol) => {
            // Others do not validate by speakers, or not by so many.
            const { validationSpeakers } = protocol.startsWith("speaker") ? choice : { validationSpeakers: null };
            change({ protocol, unsound: false, validationSpeakers });
          }}
        />
        <NumberField
          title={choice.protocol === "clip" ? "Folds of recordings" : "Folds of speakers"}
          value={choice.folds}
          range={[2, Math.max(2, choice.protocol === "clip" ? corpus.nUtterances : nSpeakers)]}
          disabled={disabled || hasOwnFolds(choice.protocol)}
          onChange={(folds) => change({ folds })}
        />
        <NumberField
          title="Speakers to validate"
          value={choice.validationSpeakers}
          hint="as needed"
          range={[0, Math.max(1, nSpeakers - 2)]}
          disabled={disabled || choice.protocol === "leaky"}
          onChange={(validationSpeakers) => change({ validationSpeakers })}
          onEmpty={() => change({ validationSpeakers: null })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={choice.allFolds}
          disabled={disabled}
          onChange={({ currentTarget }) => change({ allFolds: currentTarget.checked })}
        />
        All folds, and then a model of all speakers
      </label>
      <DivisionPanel division={division} choice={choice} />
      {division && "unsound" in division && division.unsound !== null && (
        <label class="check">
          <input
            type="checkbox"
            checked={choice.unsound}
            disabled={disabled}
            onChange={({ currentTarget }) => change({ unsound: currentTarget.checked })}
          />
          Train all the same; every number then says so
        </label>
      )}
      <div class="buttons">
        <button type="submit" class="button primary" disabled={disabled || !isReady || !isValid}>
          <Icon name="play" /> Train
        </button>
      </div>
    </form>
  );
}
