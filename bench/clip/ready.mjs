// Imports emotion.mjs and makes a recognizer, and tells the CPU time of both in ms; see ../ready.ts.
// Usage: node ready.mjs emotion.mjs
import { pathToFileURL } from "node:url";

const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const begun = cpuTime();
const module = await import(pathToFileURL(process.argv[2]));
const imported = cpuTime();
await module.createRecognizer?.();
console.log(JSON.stringify({ import: imported - begun, ready: cpuTime() - imported }));
