// Makes one minified text of src/module/emotion.ts and all that it imports, and packed texts of the engines, in
// build/template.js, so that a bundle becomes a module in a page as in Node, without a bundler at hand.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
mkdirSync("build", { recursive: true });

async function bundled(input, minify) {
  const bundle = await rolldown({
    input,
    resolve: { conditionNames: ["@undertone/source", "import", "default"] },
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await bundle.generate({ format: "es", minify });
  const [{ code, imports }] = output;
  if (output.length !== 1 || imports.length > 0) throw new Error(`${input} imports ${imports}, expected nothing`);
  return code
    .trim()
    .replace(/\n?\/\/# sourceMappingURL.*$/, "")
    .replaceAll("/* @__PURE__ */", "");
}

// Exported under their own names, so that what is put behind the text in a page can call them.
const text = (await bundled("src/module/emotion.ts", true)).replace(/export\{([^}]*)\};?$/, (_, list) => {
  const names = list.split(",").map((one) => one.split(" as "));
  const own = names.map(([name, exported]) => `${exported}=${name}`);
  return `const ${own.join(",")};export{${names.map(([, exported]) => exported).join(",")}};`;
});
for (const mark of ["@unpacker@", "@engine@", "@program@"]) {
  if (text.split(mark).length !== 2) throw new Error(`${mark} is not there once, expected that it is`);
}
writeFileSync("build/packed.mjs", await bundled("src/pack/packed-engines.ts", false));
const { packedEngines } = await import(new URL("../build/packed.mjs", import.meta.url));
rmSync("build/packed.mjs");
const { unpacker, engine, leanEngine } = packedEngines();
const constants = { template: text.replace("@unpacker@", unpacker), engine, leanEngine };
const names = Object.keys(constants);
writeFileSync(
  "build/template.js",
  names.map((name) => `export const ${name} = ${JSON.stringify(constants[name])};\n`).join(""),
);
writeFileSync("build/template.d.ts", names.map((name) => `export declare const ${name}: string;\n`).join(""));
