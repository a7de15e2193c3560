/** A small convolutional network that every peer trains: blocks of convolution, batch normalization, ReLU and max pooling. */
export interface PeerNet {
  name: "conv1d" | "conv2d";
  /** [height, width, channels]; a 1-d network has time as its height and width 1 */
  input: [number, number, number];
  /** output channels of each block */
  filters: number[];
  kernel: [number, number];
  pool: [number, number];
}

export const PEER_NETS: readonly PeerNet[] = [
  { name: "conv1d", input: [300, 1, 40], filters: [64, 128, 128, 256], kernel: [5, 1], pool: [2, 1] },
  { name: "conv2d", input: [300, 40, 1], filters: [16, 32, 64, 64], kernel: [3, 3], pool: [2, 2] },
];

export const N_CLASSES = 8;

/** Values that reach the dense layer behind the last block. */
export function flattened({ input, filters, pool }: PeerNet): number {
  const left = (length: number, step: number) => filters.reduce((rest) => Math.floor(rest / step), length);
  return left(input[0], pool[0]) * left(input[1], pool[1]) * filters[filters.length - 1];
}
