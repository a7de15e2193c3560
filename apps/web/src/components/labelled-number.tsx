import type { JSX } from "preact";

export interface LabelledNumberProps {
  /** "67.3 %" */
  children: string;
  /** the protocol in words: whom the number holds for */
  label: string;
  /** whether it says anything of recognition; where not, it is struck out and its label stands out */
  sound: boolean;
}

/** A number that is never seen without whom it holds for. */
export function LabelledNumber({ children, label, sound }: LabelledNumberProps): JSX.Element {
  return (
    <span class="labelled">
      {sound ? <strong>{children}</strong> : <s>{children}</s>}{" "}
      <span class={sound ? "protocol" : "protocol unsound"}>{label}</span>
    </span>
  );
}
