import type { Command } from "commander";
import { jsonOption } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addInspectCommand(program: Command, context: Context): void {
  program
    .command("inspect")
    .summary("show what a model holds")
    .description(
      "Shows what a model holds: labels, features, layers, size, memory, what it was trained on, what was measured of it and for whom that holds.",
    )
    .argument("<file>", "a bundle: *.undertone, emotion.mjs or emotion.wasm")
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: { json?: true }) => {
      const { inspect } = await import("../run/inspect.ts");
      await inspect(file, terminalOf(context, options.json));
    });
}

const EXAMPLES = `
Examples:
  $ undertone inspect runs/first/model.undertone
  $ undertone inspect runs/first/emotion.mjs
  $ undertone inspect runs/first/model.undertone --json | jq .training.metrics`;
