// `node bench/chase/launch.ts`: three weeks of a launch with eight people, whose assistant is killed twenty times. Exit code 1 where anything was not as
// people were promised.
import { faultsOf } from "../../test/support/launch/check.ts";
import { digestFaultsOf } from "../../test/support/launch/digests.ts";
import { simulate } from "../../test/support/launch/simulate.ts";
import { WEEKS } from "../../test/support/launch/weeks.ts";

const started = performance.now();
const world = await simulate(WEEKS);
const seconds = (performance.now() - started) / 1000;
const reached = await world.reached();
const asked = reached.flatMap(({ briefing }) => briefing.asking?.kind ?? []);
const { held, faults } = await digestFaultsOf(world);
const all = [...(await faultsOf(world)), ...faults];
const sent = await world.office.app.store.outbox.list({ states: ["sent"] });
const figures = {
  questions: asked.filter((kind) => kind === "ask").length,
  reminders: asked.filter((kind) => kind !== "ask").length,
  replies: world.book.replies.length,
  "words back": reached.filter(({ briefing }) => briefing.about?.startsWith("ack:")).length,
  "changes of the plan": sent.filter(({ delivery }) => delivery === "plan").length,
  "digests held against the truth": held,
  kills: world.kills.length,
  seconds: Math.round(seconds),
  faults: all.length,
};
for (const fault of all) process.stderr.write(`${fault}\n`);
for (const [name, figure] of Object.entries(figures)) process.stdout.write(`${name.padEnd(34)}${figure}\n`);
await world.close();
process.exitCode = all.length === 0 ? 0 : 1;
