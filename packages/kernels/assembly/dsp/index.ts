export { alloc, mark, release } from "../common/memory";
export * from "./features";
export { interpolatedFir, polyphaseFir } from "./polyphase-fir";
export { planResampleFilter } from "./resample-filter";
