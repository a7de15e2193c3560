import type { JSX } from "preact";

export interface SelectFieldProps<T extends string> {
  title: string;
  value: T;
  options: readonly { value: T; says: string }[];
  disabled: boolean;
  onChange(value: T): void;
}

/** One of several, by name. */
export function SelectField<T extends string>({
  title,
  value,
  options,
  disabled,
  onChange,
}: SelectFieldProps<T>): JSX.Element {
  return (
    <label>
      {title}
      <select value={value} disabled={disabled} onChange={({ currentTarget }) => onChange(currentTarget.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.says}
          </option>
        ))}
      </select>
    </label>
  );
}

export interface NumberFieldProps {
  title: string;
  /** null: left to the program */
  value: number | null;
  range: readonly [low: number, high: number];
  /** what is meant where nothing is written */
  hint?: string;
  disabled: boolean;
  /** told of whole numbers in the range alone */
  onChange(value: number): void;
  /** left out: a number is required */
  onEmpty?(): void;
}

/** A whole number; the browser says what is wrong with another. */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const { title, value, range, hint, disabled, onChange, onEmpty } = props;
  return (
    <label>
      {title}
      <input
        type="number"
        required={!onEmpty}
        min={range[0]}
        max={range[1]}
        placeholder={hint}
        value={value ?? ""}
        disabled={disabled}
        onInput={({ currentTarget }) => {
          if (currentTarget.value === "" && !currentTarget.validity.badInput) onEmpty?.();
          else if (currentTarget.validity.valid) onChange(currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
}
