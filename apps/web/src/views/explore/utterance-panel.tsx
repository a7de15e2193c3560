import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import type { MapPoint } from "../../explore/services.ts";
import type { RecognizerClient } from "../../recognizer/client.ts";
import { AUGMENTATIONS, type Setting } from "./augmentations.ts";
import { ClipFigure } from "./clip-figure.tsx";
import { useLook } from "./use-look.ts";

export interface UtterancePanelProps {
  point: MapPoint;
  client: RecognizerClient;
}

/** One utterance, as it is and altered. */
export function UtterancePanel({ point, client }: UtterancePanelProps): JSX.Element {
  const { file, path, label, speaker, heard, probability } = point;
  const [which, setWhich] = useState(0);
  const [values, setValues] = useState<readonly number[]>(AUGMENTATIONS[0].settings.map(({ value }) => value));
  const [draw, setDraw] = useState(0);
  const { title, says, settings, random, alteration: alterationOf } = AUGMENTATIONS[which];
  const alteration = useMemo(() => ({ ...alterationOf(values), draw }), [alterationOf, values, draw]);
  const original = useLook(client, file, path, null);
  const altered = useLook(client, file, path, alteration);

  return (
    <article class="utterance" aria-labelledby="utterance-title">
      <header>
        <h2 id="utterance-title">
          {label}, speaker {speaker}
        </h2>
        <p class="soft path">
          {path}; the model hears {heard}, {percent(probability)}
        </p>
      </header>
      <form class="alter" onSubmit={(event) => event.preventDefault()}>
        <label>
          Altered by
          <select
            value={which}
            onChange={({ currentTarget }) => {
              const next = Number(currentTarget.value);
              setWhich(next);
              setValues(AUGMENTATIONS[next].settings.map(({ value }) => value));
            }}
          >
            {AUGMENTATIONS.map((one, i) => (
              <option key={one.title} value={i}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        {settings.map((setting, i) => (
          <Slider
            key={`${title} ${setting.name}`}
            setting={setting}
            value={values[i]}
            onValue={(value) => setValues(values.with(i, value))}
          />
        ))}
        {random && (
          <button type="button" class="button small" onClick={() => setDraw(draw + 1)}>
            Draw again
          </button>
        )}
        <p class="soft">{says}</p>
      </form>
      {(original.error ?? altered.error) && (
        <Notice kind="error" title="This could not be shown">
          <p>{original.error ?? altered.error}</p>
        </Notice>
      )}
      <div class="clip-pair">
        {original.view && <ClipFigure title="as it is" view={original.view} />}
        {altered.view && <ClipFigure title={title} view={altered.view} />}
      </div>
      {!original.view && !original.error && (
        <p role="status">
          <Icon name="explore" /> Drawing the clip…
        </p>
      )}
    </article>
  );
}

interface SliderProps {
  setting: Setting;
  value: number;
  onValue(value: number): void;
}

function Slider({ setting: { name, unit, least, most, step }, value, onValue }: SliderProps): JSX.Element {
  const text = `${Number(value.toFixed(3))}${unit ? ` ${unit}` : ""}`;
  return (
    <label>
      <span>
        {name} <span class="value">{text}</span>
      </span>
      <input
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={({ currentTarget }) => onValue(Number(currentTarget.value))}
      />
    </label>
  );
}
