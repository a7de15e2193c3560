// Usage: npm run bench [-- features resample stretch noise train-step workers train-peers recognize inference clip ready memory parity stream corpus] [files of speech or a folder of it...]
import { parseArguments } from "./arguments.ts";

try {
  for (const name of parseArguments(process.argv.slice(2)).questions) {
    await import(`./${name}.ts`);
    console.log();
  }
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 2;
}
