import type { TrainingSummary } from "@undertone/core";
import type { JSX } from "preact";
import { counted, percent } from "../components/format.ts";

export interface TrustProps {
  training: TrainingSummary;
  nClasses: number;
}

/** What a bundle was trained on, and what its numbers hold for: never a number without its protocol. */
export function Trust({ training, nClasses }: TrustProps): JSX.Element {
  const { corpora, speakers, synthetic, protocol, metrics } = training;
  const leaky = protocol.startsWith("leaky ");
  const measure = (name: string): number | undefined => metrics[name] ?? metrics[`leaky ${name}`];
  const [uar, low, high] = ["uar", "uarLow", "uarHigh"].map(measure);
  const reach = low === undefined || high === undefined ? "" : `, 95 % interval ${percent(low)} to ${percent(high)}`;
  return (
    <div class="trust">
      <p>
        Trained on <strong>{corpora.join(", ")}</strong>
        {speakers.length > 0 && `, ${counted(speakers.length, synthetic ? "synthetic voice" : "voice")}`}.{" "}
        {uar === undefined ? (
          "Nothing was measured of it."
        ) : (
          <>
            It recognized{" "}
            {leaky ? (
              <s>
                <strong>{percent(uar)}</strong>
              </s>
            ) : (
              <strong>{percent(uar)}</strong>
            )}{" "}
            on average over the emotions{reach}; guessing gives {percent(1 / nClasses)}.
          </>
        )}{" "}
        <span class={leaky ? "protocol unsound" : "protocol"}>{protocol}</span>
      </p>
      {leaky && (
        <p class="caution">
          Copies of what it was tested on were among what it was trained on: this number says nothing of new speech.
        </p>
      )}
      {synthetic ? (
        <p class="caution">
          Its voices are synthetic. On real ones it only shows that all parts work: do not believe what it says of them.
        </p>
      ) : (
        <p class="soft">
          The corpora hold acted speech. Expect less in other languages, rooms and microphones, and of feelings nobody
          acts.
        </p>
      )}
    </div>
  );
}
