export { ONNX_OPSET, onnxOf } from "./onnx/onnx-of.ts";
export { safetensorsOf } from "./safetensors-of.ts";
export { type TfjsLayersFiles, tfjsLayersOf } from "./tfjs-layers/tfjs-layers-of.ts";
