import type { Command } from "commander";
import { jsonOption, wholeNumber } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addWebCommand(program: Command, context: Context): void {
  program
    .command("web")
    .summary("serve the app for browsers")
    .description("Serves the app for browsers, until Ctrl-C. What it recognizes stays in the page.")
    .option("--port <n>", "0: any that is free", wholeNumber("port", 0, 65_535), 4178)
    .option("--host <name>", "an address of this machine; others reach only those that are not localhost", "localhost")
    .addOption(jsonOption())
    .addHelpText("after", NOTES)
    .action(async ({ port, host, json }: { port: number; host: string; json?: true }) => {
      const { web } = await import("../run/web.ts");
      await web({ port, host }, context.signal, terminalOf(context, json));
    });
}

const NOTES = `
The folder that it serves can lie on any server of static files;
apps/web/README.md has the headers to go with it. Browsers give the microphone
to pages of localhost and of https only.

Examples:
  $ undertone web
  $ undertone web --port 8080
  $ undertone web --host 0.0.0.0      for other devices, without microphone`;
