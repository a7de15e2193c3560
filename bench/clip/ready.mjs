// Imports emotion.mjs and makes a recognizer, and tells the CPU time of both in ms, and of the second what a clock says; see ../ready.ts.
// Usage: node ready.mjs emotion.mjs
import { pathToFileURL } from "node:url";

const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const begun = cpuTime();
const module = await import(pathToFileURL(process.argv[2]));
const [imported, start] = [cpuTime(), performance.now()];
await module.createRecognizer?.();
const waited = performance.now() - start;
console.log(JSON.stringify({ import: imported - begun, ready: cpuTime() - imported, waited }));
