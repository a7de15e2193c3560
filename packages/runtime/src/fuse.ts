import type { Layer, PlannedLayer } from "@undertone/core";

/** A layer with what follows it and costs nothing when done in the same pass. */
export interface FusedLayer {
  planned: PlannedLayer;
  /** the batch normalization that a convolution takes in */
  batchNorm: PlannedLayer | undefined;
  /** whether ReLU ends the pass */
  relu: boolean;
}

/** What only gives row-major values another shape: a convolution stays open behind it. */
const RESHAPING: ReadonlySet<string> = new Set(["frequencyToChannels", "flatten"]);

/** Whether a layer's sums take in a factor and a term for each channel. */
export function isConvolution(layer: Layer): layer is Extract<Layer, { kind: "conv2d" | "depthwiseConv2d" }> {
  return layer.kind === "conv2d" || layer.kind === "depthwiseConv2d";
}

/** Leaves out what recognition does not need and joins each convolution with the batchNorm and relu behind it. */
export function fuse(layers: readonly PlannedLayer[]): FusedLayer[] {
  const fused: FusedLayer[] = [];
  let last: FusedLayer | undefined;
  for (const planned of layers) {
    const { kind } = planned.layer;
    const open = last && isConvolution(last.planned.layer) && !last.relu ? last : undefined;
    // after frequencyToChannels or flatten, a batch normalization may have other channels than the convolution
    const sameChannels = open?.planned.output[2] === planned.input[2];
    if (kind === "dropout") continue;
    if (planned.layer.kind === "batchNorm" && open && !open.batchNorm && sameChannels) {
      open.batchNorm = planned;
      open.relu = planned.layer.relu;
    } else if (kind === "relu" && open) {
      open.relu = true;
    } else {
      const relu = (planned.layer.kind === "batchNorm" || planned.layer.kind === "dense") && planned.layer.relu;
      const one = { planned, batchNorm: undefined, relu: relu || kind === "relu" };
      fused.push(one);
      if (!RESHAPING.has(kind)) last = one;
    }
  }
  return fused;
}
