export type { About } from "./about.ts";
export { type ModelModule, moduleOf } from "./module-of.ts";
export { isShipped, readShipped, type Shipped } from "./read-shipped.ts";
export { wasmOf } from "./wasm-of.ts";
