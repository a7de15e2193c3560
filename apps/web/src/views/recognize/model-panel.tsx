import type { JSX } from "preact";
import { counted, fileSize, hertz } from "../../components/format.ts";
import { Notice } from "../../components/notice.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";
import type { ModelState } from "../../model/models.ts";
import { Trust } from "../../model/trust.tsx";
import type { ModelCard } from "../../recognizer/services.ts";

export interface ModelPanelProps {
  model: ModelState;
  onBundle(file: File): void;
  onBuiltIn(): void;
}

/** Which bundle recognizes, what it was trained on, and how far to trust it. */
export function ModelPanel({ model, onBundle, onBuiltIn }: ModelPanelProps): JSX.Element {
  return (
    <section class="model" aria-labelledby="model-title">
      <h2 id="model-title">The model</h2>
      {model.kind === "opening" && <p class="soft">Opening the model…</p>}
      {model.kind === "none" && (
        <Notice kind="info" title="No model is built in here">
          <p>
            Open a bundle, a file that ends in .undertone: <code>npx undertone demo</code> makes one in two minutes.
          </p>
        </Notice>
      )}
      {model.kind === "open" && (
        <>
          <Trust training={model.card.training} nClasses={model.card.labels.length} />
          <Facts card={model.card} />
        </>
      )}
      <div class="buttons">
        <ChooseFiles
          label="Bundle"
          kind="file"
          accept=".undertone"
          class="button quiet"
          onFiles={([file]) => onBundle(file)}
        >
          Open another bundle…
        </ChooseFiles>
        {model.kind === "open" && !model.builtIn && (
          <button type="button" class="button quiet" onClick={onBuiltIn}>
            Back to the built-in model
          </button>
        )}
      </div>
    </section>
  );
}

function Facts({ card }: { card: ModelCard }): JSX.Element {
  const { training } = card;
  const facts: [string, string][] = [
    ["bundle", `${card.name}, ${fileSize(card.byteLength)}`],
    ["tells apart", card.labels.join(", ")],
    ["hears", `${card.windowSeconds.toFixed(1)} s at once, at ${hertz(card.sampleRate)}`],
    ["weights", counted(card.nParameters, "number")],
    ["recipe", `${training.recipe}, seed ${training.seed}`],
    ["weights SHA-256", training.weightsSha256],
    ["made by", `Undertone ${training.undertoneVersion}`],
  ];
  return (
    <details>
      <summary>All about this bundle</summary>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
