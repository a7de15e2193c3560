// Usage: npm run bench [-- features resample train-step train-peers recognize]
const QUESTIONS = ["features", "resample", "train-step", "train-peers", "recognize"];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !QUESTIONS.includes(name));
if (unknown.length > 0) {
  console.error(`question is ${unknown.join(", ")}, expected ${QUESTIONS.join(", ")}`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : QUESTIONS) {
  await import(`./${name}.ts`);
  console.log();
}
