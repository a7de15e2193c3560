/** An environment in which an engine writes into `folder` and nowhere else, and asks for no news of itself. */
export function homeIn(folder: string): Record<string, string> {
  const { PATH = "", LANG = "C.UTF-8" } = process.env;
  return { PATH, LANG, HOME: folder, TMPDIR: folder, XDG_RUNTIME_DIR: folder, DENO_NO_UPDATE_CHECK: "1" };
}
