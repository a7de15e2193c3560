import type { Layer, PlannedLayer } from "@undertone/core";

/**
 * One layer made ready: its weights lie in the arena for as long as the instance lives.
 *
 * @param x      address of the input
 * @param nRows  rows of the network's input that are not padding, at least 1
 * @returns      address of the output, newly reserved; give it back by `withScratch`
 */
export type Step = (x: number, nRows: number) => number;

/** The layer list's entry of one kind. */
export type LayerOf<Kind extends Layer["kind"]> = Extract<Layer, { kind: Kind }>;

/** What a layer meets and gives. */
export type Shapes = Pick<PlannedLayer, "input" | "output">;

/** @throws RangeError unless `values` holds `size` numbers */
export function checkSize(name: string, values: Float32Array, size: number): void {
  if (values.length !== size) throw new RangeError(`${name} has ${values.length} values, expected ${size}`);
}
