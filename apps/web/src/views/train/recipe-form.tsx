import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { counted } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { DEMO, RECIPES } from "../../training/demo-settings.ts";
import type { CorpusTable, TrainingChoice } from "../../training/services.ts";

export interface RecipeFormProps {
  corpus: CorpusTable;
  disabled: boolean;
  onTrain(choice: TrainingChoice): void;
}

/** How the corpus is divided and what is trained on it. */
export function RecipeForm({ corpus, disabled, onTrain }: RecipeFormProps): JSX.Element {
  const nSpeakers = corpus.speakers.length;
  const [choice, setChoice] = useState<TrainingChoice>(() => firstChoice(corpus));
  const numbers = [
    { name: "epochs", title: "Epochs", max: 1000, min: 1 },
    { name: "folds", title: "Folds of speakers", max: Math.max(2, nSpeakers), min: 2 },
    { name: "validationSpeakers", title: "Speakers to validate", max: Math.max(1, nSpeakers - 2), min: 1 },
  ] as const;
  return (
    <form
      class="recipe"
      aria-label="Recipe"
      onSubmit={(event) => {
        event.preventDefault();
        onTrain(choice);
      }}
    >
      <label>
        Recipe
        <select
          value={choice.recipe}
          disabled={disabled}
          onChange={({ currentTarget }) => {
            const { name, epochs } = RECIPES.find((one) => one.name === currentTarget.value)!;
            setChoice({ ...choice, recipe: name, epochs });
          }}
        >
          {RECIPES.map(({ name, says }) => (
            <option key={name} value={name}>
              {name}: {says}
            </option>
          ))}
        </select>
      </label>
      {numbers.map(({ name, title, min, max }) => (
        <label key={name}>
          {title}
          <input
            type="number"
            required
            min={min}
            max={max}
            value={choice[name]}
            disabled={disabled}
            onInput={({ currentTarget }) => setChoice({ ...choice, [name]: currentTarget.valueAsNumber })}
          />
        </label>
      ))}
      <button type="submit" class="button primary" disabled={disabled}>
        <Icon name="play" /> Train
      </button>
      <p class="soft">
        Tested on one of {counted(choice.folds || 0, "part")} of the speakers, whom the training never hears. The epoch
        that is best for the validation speakers is kept.
      </p>
    </form>
  );
}

/** That of `undertone demo` for its corpus; for others a fifth of the speakers to test. */
function firstChoice({ synthetic, speakers }: CorpusTable): TrainingChoice {
  const { name, epochs } = RECIPES[0];
  if (synthetic && speakers.length === DEMO.nSpeakers) {
    return { recipe: name, epochs, folds: DEMO.folds, validationSpeakers: DEMO.validationSpeakers };
  }
  return {
    recipe: name,
    epochs,
    folds: Math.min(5, Math.max(2, speakers.length)),
    validationSpeakers: Math.max(1, Math.round(0.15 * speakers.length)),
  };
}
