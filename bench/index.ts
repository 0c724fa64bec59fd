// `node bench/index.ts [MEASURE...]`: what Chief costs, beside a bare program that does the least of the same.
import { availableParallelism } from "node:os";
import { measureAccounts } from "./accounts.ts";
import { measureAgent } from "./agent.ts";
import { measureBriefing } from "./briefing.ts";
import { measureBurst } from "./burst.ts";
import { measureDigest } from "./digest.ts";
import { formatTable, type Row } from "./figures.ts";
import { measureHooks } from "./hooks.ts";
import { measureInbox } from "./inbox.ts";
import { measureKills } from "./kill.ts";
import { measureLoop } from "./loop.ts";
import { measureRuns } from "./runs.ts";
import { measureSlots } from "./slots.ts";
import { measureStart } from "./start.ts";
import { measureTokens } from "./tokens.ts";

const measures: Readonly<Record<string, () => Promise<Row[]>>> = {
  start: measureStart,
  runs: measureRuns,
  kills: measureKills,
  slots: measureSlots,
  webhooks: measureHooks,
  flood: measureBurst,
  loop: measureLoop,
  briefing: measureBriefing,
  mailbox: measureInbox,
  digest: measureDigest,
  accounts: measureAccounts,
  agent: measureAgent,
  tokens: measureTokens,
};

const wanted = process.argv.slice(2);
const strange = wanted.filter((name) => !Object.hasOwn(measures, name));
if (strange.length > 0) throw new RangeError(`expected names of ${Object.keys(measures).join(", ")}, got ${strange.join(", ")}`);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`Measuring ${name} ...\n`);
  rows.push(...(await measure()));
}
const machine = `${availableParallelism()} processors, Node ${process.versions.node}, ${process.platform}`;
process.stdout.write(`${formatTable(rows, machine)}\n`);
