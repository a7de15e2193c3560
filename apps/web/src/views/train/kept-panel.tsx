import type { JSX } from "preact";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";
import { chosenFolder } from "../../files/dropped-files.ts";
import type { TrainingOrder } from "../../training/kept/order.ts";
import type { CorpusSource } from "../../training/services.ts";

export interface KeptPanelProps {
  order: TrainingOrder;
  onGoOn(source: CorpusSource): void;
  onForget(): void;
}

/** A training that was stopped, or whose page was closed, and how to go on with it. Recordings are not kept, so a folder is asked for. */
export function KeptPanel({ order, onGoOn, onForget }: KeptPanelProps): JSX.Element {
  const { source, choice } = order;
  return (
    <Notice kind="info" title="A training is waiting to go on">
      <p>
        {source.name}, recipe {choice.recipe}. It ends with the same weights as if it had never been interrupted
        {source.kind === "folder" ? "; your recordings are not kept, so choose their folder again." : "."}
      </p>
      <div class="buttons">
        {source.kind === "synthetic" ? (
          <button type="button" class="button small primary" onClick={() => onGoOn({ kind: "synthetic" })}>
            <Icon name="play" /> Go on
          </button>
        ) : (
          <ChooseFiles
            label="The same folder"
            kind="folder"
            class="button small primary"
            onFiles={(files) => onGoOn({ kind: "folder", ...chosenFolder(files) })}
          >
            <Icon name="folder" /> Choose {source.name}, and go on
          </ChooseFiles>
        )}
        <button type="button" class="button small quiet" onClick={onForget}>
          Forget it
        </button>
      </div>
    </Notice>
  );
}
