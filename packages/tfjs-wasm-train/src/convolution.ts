import { backend_util } from "@tensorflow/tfjs-core";

/** The shapes and steps of a 2-D convolution, channels last; y is down (time), x is across (frequency). */
export interface Convolution {
  batch: number;
  inH: number;
  inW: number;
  inC: number;
  outH: number;
  outW: number;
  outC: number;
  kernelH: number;
  kernelW: number;
  strideY: number;
  strideX: number;
  dilationY: number;
  dilationX: number;
  padTop: number;
  padLeft: number;
}

type Four = [number, number, number, number];
type Info = typeof backend_util.computeConv2DInfo;

/** How tfjs lays a convolution out, for every padding, stride and dilation it accepts. */
export function planConvolution(
  xShape: readonly number[],
  filterShape: readonly number[],
  strides: number | [number, number],
  dilations: number | [number, number],
  pad: Parameters<Info>[4],
  roundingMode?: Parameters<Info>[5],
  depthwise = false,
): Convolution {
  const info = backend_util.computeConv2DInfo(
    [...xShape] as Four,
    [...filterShape] as Four,
    strides,
    dilations,
    pad,
    roundingMode,
    depthwise,
  );
  if (info.inChannels !== filterShape[2]) {
    throw new RangeError(`x has ${info.inChannels} channels, expected ${filterShape[2]} as in filter`);
  }
  return {
    batch: info.batchSize,
    inH: info.inHeight,
    inW: info.inWidth,
    inC: info.inChannels,
    outH: info.outHeight,
    outW: info.outWidth,
    outC: info.outChannels,
    kernelH: info.filterHeight,
    kernelW: info.filterWidth,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    dilationY: info.dilationHeight,
    dilationX: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}
