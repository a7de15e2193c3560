export { alloc, mark, release } from "../common/memory";
export * from "./features";
