export { alloc, mark, release } from "../common/memory";
