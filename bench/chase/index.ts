// `npm run chase-bench [-- --chases NUMBER --seed NUMBER]`: people of many zones are asked how plans stand while things happen to them, and what
// was done is held against the rules of asking. Exit code 1 where one was broken.
import { parseArgs } from "node:util";
import { PROPERTIES } from "../../test/support/chase/check.ts";
import { simulateChases } from "../../test/support/chase/simulate.ts";

/** The first few tell what is amiss. */
const MOST_SHOWN = 20;

const { values } = parseArgs({ options: { chases: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } } });
const started = performance.now();
const { chases, runs, counts, faults } = simulateChases(Number(values.seed), Number(values.chases));
const seconds = (performance.now() - started) / 1000;
for (const { property, detail } of faults.slice(0, MOST_SHOWN)) process.stderr.write(`${property}: ${detail}\n`);
process.stderr.write(`${chases} chases, ${runs} runs, ${seconds.toFixed(0)} s\n`);
for (const name of Object.keys(counts).sort()) process.stdout.write(`${name.padEnd(48)}${counts[name]}\n`);
for (const property of PROPERTIES) {
  const broken = faults.filter((fault) => fault.property === property).length;
  process.stdout.write(`${property.padEnd(48)}${broken === 0 ? "holds" : `broken ${broken} times`}\n`);
}
process.exitCode = faults.length === 0 ? 0 : 1;
