import { availableParallelism } from "node:os";
import { measureBriefing } from "./briefing.ts";
import { measureBurst } from "./burst.ts";
import { formatTable, type Row } from "./figures.ts";
import { measureHooks } from "./hooks.ts";
import { measureInbox } from "./inbox.ts";
import { measureKills } from "./kill.ts";
import { measureLoop } from "./loop.ts";
import { measureRuns } from "./runs.ts";
import { measureSlots } from "./slots.ts";
import { measureStart } from "./start.ts";

const measures = {
  "start and memory": measureStart,
  runs: measureRuns,
  kills: measureKills,
  slots: measureSlots,
  webhooks: measureHooks,
  "a flood": measureBurst,
  "a large input": measureLoop,
  briefing: measureBriefing,
  "a large mailbox": measureInbox,
};

const rows: Row[] = [];
for (const [name, measure] of Object.entries(measures)) {
  process.stderr.write(`Measuring ${name} ...\n`);
  rows.push(...(await measure()));
}
const machine = `${availableParallelism()} processors, Node ${process.versions.node}, ${process.platform}`;
process.stdout.write(`${formatTable(rows, machine)}\n`);
