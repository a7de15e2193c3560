import { expect, it } from "vitest";

const inPage = typeof document !== "undefined";

it.runIf(inPage)("names the Content-Security-Policy of a page that forbids Wasm", async () => {
  const module = new URL("../src/index.ts", import.meta.url).href;
  const frame = document.createElement("iframe");
  frame.srcdoc = `
    <meta http-equiv="Content-Security-Policy" content="script-src 'self' 'unsafe-inline'">
    <script type="module">
      import { startTrainingBackend } from "${module}";
      const said = await startTrainingBackend().then(() => "started", String);
      parent.postMessage({ said }, "*");
    </script>`;
  const said = await new Promise((resolve) => {
    addEventListener("message", ({ data }) => data?.said && resolve(data.said));
    document.body.append(frame);
  });
  frame.remove();
  expect(said).toBe(
    "BackendError: WebAssembly is forbidden here, expected a Content-Security-Policy with 'wasm-unsafe-eval'",
  );
});
