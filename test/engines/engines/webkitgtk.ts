import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installDebianPackages } from "../harness/debian.ts";
import { homeIn } from "../harness/home.ts";
import { pageEngine } from "../harness/page.ts";
import { runGroup } from "../harness/process-group.ts";
import { versionOf } from "../harness/version.ts";
import { onDisplay } from "../harness/x-display.ts";
import { type Engine, MissingEngine, type Visit } from "./engine.ts";

/** WebKitGTK by its MiniBrowser, on a display that nobody sees: JavaScriptCore. */
export const webkitgtk: Engine = {
  name: "webkitgtk",
  async find(machine) {
    const isThere = () => miniBrowserPath() && existsSync("/usr/bin/Xvfb");
    if (!isThere()) await installDebianPackages(["libwebkit2gtk-4.1-0", "xvfb"], machine);
    const path = miniBrowserPath();
    if (!path) throw new MissingEngine("no MiniBrowser of WebKitGTK in /usr/lib or /usr/libexec");
    if (!existsSync("/usr/bin/Xvfb")) throw new MissingEngine("/usr/bin/Xvfb, in which it would run, is not there");
    const version = await onDisplay(machine.signal, (display) => versionOf(path, machine, { DISPLAY: display }));
    return pageEngine(version, (address, visit) => open(path, address, visit));
  },
};

/** Distributions put it in another folder each. */
function miniBrowserPath(): string | undefined {
  const folders = ["/usr/libexec", "/usr/lib", "/usr/lib64"].filter((folder) => existsSync(folder));
  return folders
    .flatMap((folder) => [
      folder,
      ...readdirSync(folder)
        .filter((name) => name.endsWith("-linux-gnu"))
        .map((name) => join(folder, name)),
    ])
    .flatMap((folder) => ["webkit2gtk-4.1", "webkitgtk-6.0"].map((api) => join(folder, api, "MiniBrowser")))
    .find((path) => existsSync(path));
}

function open(path: string, address: string, { scratch, signal }: Visit): Promise<string> {
  return onDisplay(signal, async (display) => {
    const environment = {
      ...homeIn(scratch),
      DISPLAY: display,
      // No bus, no accessibility service, no graphics card: each would start processes outside of the group.
      DBUS_SESSION_BUS_ADDRESS: "disabled:",
      GSETTINGS_BACKEND: "memory",
      NO_AT_BRIDGE: "1",
      LIBGL_ALWAYS_SOFTWARE: "1",
      WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    };
    return (await runGroup(path, ["--private", address], { environment, signal })).text;
  });
}
