import type { Layer } from "@undertone/core";

/** Whether a layer, or one within it, looks at unpadded rows only, so that the network must be told how many there are. */
export function poolsStatistics(layers: readonly Layer[]): boolean {
  return layers.some((layer) =>
    layer.kind === "residual" ? poolsStatistics(layer.layers) : layer.kind === "statisticsPool",
  );
}
