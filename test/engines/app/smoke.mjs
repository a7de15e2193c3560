// Drives the app as a hand would, by what the page shows, and posts what came of it: served beside the app by `serveSmoke`.

const wrongs = [];
addEventListener("error", ({ message }) => wrongs.push(message));
addEventListener("unhandledrejection", ({ reason }) => wrongs.push(String(reason)));
addEventListener("securitypolicyviolation", ({ blockedURI }) => wrongs.push(`refused: ${blockedURI}`));
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("error", ({ message, filename }) => wrongs.push(`${filename}: ${message}`));
  }
};

/** Waits for something that the page does not show yet. */
async function until(what, find) {
  for (const begun = performance.now(); performance.now() - begun < 40_000; ) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not there after 40 s; the page says ${document.querySelector("main").textContent}`);
}

const button = (text) => () =>
  [...document.querySelectorAll("button:enabled")].find((one) => one.textContent.trim() === text);

async function field(label, value) {
  const find = () => [...document.querySelectorAll("label")].find((one) => one.textContent.startsWith(label));
  const input = (await until(label, find)).querySelector("input");
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

async function recognized() {
  (await until("a model", button("Nothing at hand? Try a synthetic voice"))).click();
  await until("an answer", () => /%/.test(document.querySelector("[data-testid=answer]")?.textContent));
  const cells = [...document.querySelectorAll(".bars tbody data")];
  await until("a timeline", () => document.querySelector("[role=slider]"));
  return cells.map(({ value }) => Number(value));
}

async function trained() {
  location.hash = "#/train";
  const input = await until("Train", () => document.querySelector("input[aria-label=Folder]"));
  const chosen = new DataTransfer();
  for (const name of await (await fetch("smoke/voices.json")).json()) {
    chosen.items.add(new File([await (await fetch(`smoke/${name}`)).blob()], name));
  }
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await field("Epochs", "3");
  await field("Folds", "2");
  await field("Speakers to validate", "1");
  (await until("Train", button("Train"))).click();
  const { textContent } = await until("weights", () => document.querySelector("[data-testid=sha256]"));
  const notices = [...document.querySelectorAll(".progress .notice")].map((one) => one.textContent);
  return { weightsSha256: textContent, notices };
}

let report;
try {
  report = { probabilities: await recognized(), ...(await trained()), wrongs };
} catch (error) {
  report = { failure: String(error), wrongs };
}
await fetch("smoke/report", { method: "POST", body: JSON.stringify(report) });
