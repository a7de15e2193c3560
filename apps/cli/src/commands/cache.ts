import type { Command } from "commander";
import { cacheSize, clearCache, defaultCacheFolder } from "../files/cache-folder.ts";
import { jsonOption } from "../options.ts";
import { counted, fileSize } from "../terminal/format.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addCacheCommand(program: Command, context: Context): void {
  program
    .command("cache")
    .summary("show or clear what was decoded before")
    .description("Shows where decoded recordings and features are kept and how much they take, or removes them.")
    .option("--cache <folder>", "instead of the default one")
    .option("--clear", "remove all of it")
    .addOption(jsonOption())
    .addHelpText("after", NOTES)
    .action(async (options: { cache?: string; clear?: true; json?: true }) => {
      const folder = options.cache ?? defaultCacheFolder();
      const terminal = terminalOf(context, options.json);
      const { entries, byteLength } = await cacheSize(folder);
      if (options.clear) await clearCache(folder);
      const text = `${counted(entries, "file")}, ${fileSize(byteLength)}`;
      terminal.print(`${folder}: ${text}${options.clear ? ", removed" : ""}`);
      terminal.result({ folder, entries, byteLength, cleared: options.clear ?? false });
    });
}

const NOTES = `
It lies in undertone in $XDG_CACHE_HOME, or else in ~/.cache. Beyond 4 GB what was
not used for longest goes. It can be removed at any time, also in part.`;
