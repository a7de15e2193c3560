// npm run build: builds every package and app; what did not change comes from turbo's cache in node_modules.
import { run } from "./run.ts";

process.exitCode = await run("turbo", ["run", "build", "--output-logs=errors-only", ...process.argv.slice(2)]);
