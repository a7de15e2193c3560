import { Worker, type WorkerOptions } from "node:worker_threads";

/** A development dependency of the repository, which alone holds sources. */
const TYPESCRIPT_LOADER = "tsx/esm/api";

/**
 * Starts a worker thread with the module of that name beside `base`: "./load-worker" of import.meta.url. From the sources, as in
 * development and tests, the thread is given the loader of TypeScript first; Node's own flag for that does not reach threads.
 */
export function startThread(name: string, base: string, options: WorkerOptions): Worker {
  if (!base.endsWith(".ts")) return new Worker(new URL(`${name}.js`, base), options);

  const urls = [import.meta.resolve(TYPESCRIPT_LOADER), new URL(`${name}.ts`, base).href].map((url) =>
    JSON.stringify(url),
  );
  const code = `import(${urls[0]}).then(({ register }) => (register(), import(${urls[1]})))`;
  return new Worker(code, { ...options, eval: true, execArgv: ["--conditions=@undertone/source"] });
}
