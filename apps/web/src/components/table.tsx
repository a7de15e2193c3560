import type { JSX } from "preact";

/** What stands in a cell; with a class of its own, or over several columns. */
export type Cell = string | number | { text: string | number; class?: string; columns?: number };

export interface TableRow {
  /** what the row is of, in its first column; distinct among rows */
  name: string;
  /** [columns - 1] */
  cells: readonly Cell[];
}

export interface TableProps {
  caption: string;
  /** titles of the columns; the first is that of the rows' names */
  columns: readonly string[];
  rows: readonly TableRow[];
  class?: string;
  /** whether what does not fit is scrolled, by keyboard, too */
  scrolls?: boolean;
}

/** A table of numbers, whose first column names its rows. */
export function Table({ caption, columns, rows, class: name, scrolls }: TableProps): JSX.Element {
  const table = (
    <table class={name ? `table ${name}` : "table"}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {row.cells.map((cell, i) => {
              const { text, class: own, columns: span } = typeof cell === "object" ? cell : { text: cell };
              return (
                <td key={columns[i + 1]} class={own} colSpan={span}>
                  {text}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!scrolls) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scroll" aria-label={caption} tabIndex={0}>
      {table}
    </section>
  );
}
