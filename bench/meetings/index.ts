// `npm run meetings-bench`: how well the labelled meetings are read, and what the weights of signs would be, found from the same meetings.
import { SIGNS } from "../../src/analysis/meeting/signs.ts";
import { inFigures, scoreSet } from "../../test/support/score-meetings.ts";
import { fitWeights } from "./fit.ts";
import { labelledSentences, SETS } from "./labelled.ts";

for (const set of SETS) process.stdout.write(`${set}: ${inFigures(scoreSet(set))}\n`);
const { weights, start } = fitWeights(labelledSentences());
process.stdout.write(`a sentence without signs: ${start}\n`);
for (const [index, { name, weight }] of SIGNS.entries()) process.stdout.write(`${name}: ${weight}, found ${weights[index]}\n`);
