// `node bench/verify/index.ts [--every NUMBER]`: how well lines of a model are held against their evidence, over a hundred simulated days,
// and what is delivered on some of these whatever a model does.
import { parseArgs } from "node:util";
import { officeWeeks } from "../../test/verify/bench/model-days.ts";
import { measureModels } from "../../test/verify/bench/model-rows.ts";
import type { VerifyRow } from "../../test/verify/bench/row.ts";
import { measureProse } from "../../test/verify/bench/prose.ts";
import { measureChecker, trueDays } from "../../test/verify/bench/rows.ts";
import { measureSpeed } from "../../test/verify/bench/speed.ts";
import { formatVerify } from "./table.ts";

const { values } = parseArgs({ options: { every: { type: "string", default: "1" } } });
const days = trueDays(Number(values.every));
process.stderr.write(`${days.length} days, ${days.reduce((sum, { lines }) => sum + lines.length, 0)} true lines\n`);

/** Weeks in which a scripted model is asked: one in which everything answers, one with a source that does not, one with far too much amiss. */
const MODEL_WEEKS = [0, 1, 3];

/** What is measured, one after the other; each brings rows of its own. */
const MEASURES: readonly (() => readonly VerifyRow[] | Promise<readonly VerifyRow[]>)[] = [
  () => measureChecker(days),
  measureProse,
  () => measureModels(officeWeeks(MODEL_WEEKS)),
];

const rows: VerifyRow[] = [];
for (const measure of MEASURES) rows.push(...(await measure()));
const { claimsMs, briefingMs } = measureSpeed();
process.stderr.write(
  `30 lines over 3,000 items: ${claimsMs.toFixed(1)} ms of a processor as claims, ${briefingMs.toFixed(1)} ms as a briefing\n`,
);
process.stdout.write(`${formatVerify(rows)}\n`);
process.exitCode = rows.every(({ met }) => met) ? 0 : 1;
