// Linked into the memory of tfjs's Wasm backend: no allocator, no static data, addresses only.
export { addScaled } from "../common/vector";
