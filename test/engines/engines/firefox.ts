import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installDebianPackages } from "../harness/debian.ts";
import { homeIn } from "../harness/home.ts";
import { pageEngine } from "../harness/page.ts";
import { runGroup } from "../harness/process-group.ts";
import { versionOf } from "../harness/version.ts";
import { type Engine, MissingEngine, type Visit } from "./engine.ts";

/** Firefox without a window: SpiderMonkey. */
export const firefox: Engine = {
  name: "firefox",
  async find(machine) {
    if (!firefoxPath()) await installDebianPackages(["firefox-esr"], machine);
    const path = firefoxPath();
    if (!path) throw new MissingEngine(`none of ${PATHS.join(", ")}`);
    return pageEngine(await versionOf(path, machine), (address, visit) => open(path, address, visit));
  },
};

const PATHS = ["/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];
const firefoxPath = () => PATHS.find((path) => existsSync(path));

/** No first-run page, no report, no update, no request of its own; no question about a script that takes long. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.startup.page": 0,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.max_script_run_time": 0,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "extensions.update.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disablePrefetch": true,
  "network.trr.mode": 5,
  "services.settings.server": "data:,",
  "termsofuse.bypassNotification": true,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "toolkit.telemetry.server": "data:,",
};

async function open(path: string, address: string, { scratch, signal }: Visit): Promise<string> {
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  await writeFile(join(scratch, "user.js"), lines.join(""));
  const { text } = await runGroup(path, ["--headless", "--no-remote", "--profile", scratch, address], {
    environment: { ...homeIn(scratch), MOZ_CRASHREPORTER_DISABLE: "1" },
    signal,
  });
  return text;
}
