import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, Interrupted } from "../errors.ts";
import { writeJson } from "../files/atomic-write.ts";
import { placeOf } from "../files/common-folder.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import type { LoadingArguments } from "../options.ts";
import { counted } from "../terminal/format.ts";
import type { Context, Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";
import { loadRecipe } from "./load-recipe.ts";
import { underLabel } from "./protocol.ts";
import { type ReadRun, readRun } from "./read-run.ts";
import { writeReport } from "./report.ts";
import { claimRunFolder, removeIfEmpty } from "./run-folder.ts";
import { orderPath } from "./run-order.ts";
import { type SeedsOrder, seedFolder, seedsPath } from "./seeds-order.ts";
import { seedsReport } from "./seeds-report.ts";
import { seedsText } from "./seeds-text.ts";
import { resumeRun, trainRun } from "./train-run.ts";
import type { TrainArguments } from "./training-options.ts";

/**
 * Trains one run for each seed, in folders "seed-1" and so on, all in the folds that the first seed divides, and writes
 * seeds-metrics.json and a report of all.
 */
export async function trainSeeds(
  corpora: readonly string[],
  options: TrainArguments,
  { seeds, ensemble }: Pick<SeedsOrder, "seeds" | "ensemble">,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const { name } = await loadRecipe(options.recipe, options);
  const folder = await claimRunFolder(options.out, placeOf(corpora).shortName, `${name}-seeds`);
  const order: SeedsOrder = { undertoneVersion: VERSION, args: context.args, corpora, options, seeds, ensemble };
  await writeJson(seedsPath(folder), order);
  try {
    await execute(folder, order, loading, context, terminal);
  } catch (error) {
    // Of runs that could not begin nothing is kept.
    if (!(await readJsonIfThere(orderPath(seedFolder(folder, seeds[0]))))) {
      await rm(seedsPath(folder), { force: true });
      await removeIfEmpty(folder);
    }
    throw error;
  }
}

/** Trains what is left of runs by several seeds. */
export async function resumeSeeds(
  folder: string,
  order: SeedsOrder,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const { undertoneVersion: version } = order;
  if (version !== VERSION) {
    throw new CommandError(
      `${seedsPath(folder)}: undertoneVersion is ${version}, expected ${VERSION}: the version that began must end it`,
    );
  }
  await execute(folder, order, loading, context, terminal);
}

async function execute(
  folder: string,
  order: SeedsOrder,
  loading: LoadingArguments,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const { corpora, options, seeds } = order;
  const runs: (ReadRun & { seed: number })[] = [];
  // The command that began is the one that repeats a run, not the one that went on.
  const begunBy = { ...context, args: order.args };
  for (const [i, seed] of seeds.entries()) {
    const out = seedFolder(folder, seed);
    terminal.print(`${i === 0 ? "" : "\n"}seed ${seed}, ${i + 1} of ${counted(seeds.length, "seed")}`);
    const begun = (await readJsonIfThere(orderPath(out))) !== null;
    const training = begun
      ? resumeRun(out, loading, context, terminal)
      : trainRun(corpora, { ...options, seed, foldSeed: seeds[0], out }, loading, begunBy, terminal);
    await training.catch((error) => {
      if (!(error instanceof Interrupted)) throw error;
      throw new Interrupted(`${folder} keeps what was under way; npx undertone train --resume ${folder} goes on`);
    });
    await writeReport(out);
    runs.push({ ...(await readRun(out)), seed });
  }
  const report = seedsReport(runs, order.ensemble, order.args);
  const path = join(folder, "seeds-metrics.json");
  await writeJson(path, underLabel(report));
  terminal.print(`\n${seedsText(report)}`);
  const page = await writeReport(folder);
  terminal.print(
    `\nEvery number is in ${path}, the report in ${page.path}; each seed's run has its own.\nNext: undertone bundle ${runs[0].folder}`,
  );
  terminal.result(underLabel({ run: folder, ...report }));
}
