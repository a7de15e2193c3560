export { type Arena, read, withScratch, write } from "../common/arena.ts";
