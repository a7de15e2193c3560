export { type ModelModule, moduleOf } from "./module-of.ts";
export { wasmOf } from "./wasm-of.ts";
