import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig } from "vite";
import { defaultBundle } from "./scripts/default-bundle.ts";
import { pagePolicy } from "./scripts/page-policy.ts";
import { precache } from "./scripts/precache.ts";
import { HEADERS } from "./src/server/headers.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root,
  // A page that knows no absolute path can lie in any folder of any server.
  base: "./",
  // From sources: the app is built with what the packages say now, not with what was built of them.
  resolve: { conditions: ["@undertone/source", ...defaultClientConditions] },
  define: { __BUNDLE__: JSON.stringify(defaultBundle(repository)) },
  // What only workers import, `vite` would find when they start, and load the page anew in the middle of a click.
  optimizeDeps: { include: ["@tensorflow/tfjs-backend-wasm", "@tensorflow/tfjs-core"] },
  plugins: [pagePolicy(), precache(`${root}public`)],
  worker: {
    format: "es",
    // 4 MB that Ogg Opus imports only when it is asked to embellish speech, which nobody does here.
    rolldownOptions: { external: ["@wasm-audio-decoders/opus-ml"] },
  },
  build: {
    outDir: "dist/app",
    target: "es2023",
    // A data: URL would need its own permission in the policy.
    assetsInlineLimit: 0,
    // One file less; the page's own chunks are fetched by one import each.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", "service-worker": "src/offline/service-worker.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  preview: { headers: HEADERS },
});
