// Makes one minified text of src/module/emotion.ts and all that it imports, in build/template.js, so that a bundle becomes a
// module in a page as in Node, without a bundler at hand.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
mkdirSync("build", { recursive: true });

const bundle = await rolldown({
  input: "src/module/emotion.ts",
  resolve: { conditionNames: ["@undertone/source", "import", "default"] },
  treeshake: { moduleSideEffects: false },
});
const { output } = await bundle.generate({ format: "es", minify: true });
const [{ code, imports }] = output;
if (output.length !== 1 || imports.length > 0) throw new Error(`module imports ${imports}, expected nothing`);
const text = code.trim().replace(/\n?\/\/# sourceMappingURL.*$/, "");
for (const mark of ["@engine@", "@program@"]) {
  if (text.split(mark).length !== 2) throw new Error(`${mark} is not there once, expected that it is`);
}
writeFileSync("build/template.js", `export const template = ${JSON.stringify(text)};\n`);
writeFileSync("build/template.d.ts", "export declare const template: string;\n");
