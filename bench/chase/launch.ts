// `npm run launch-bench [-- SCENARIO... --seed NUMBER]`: people live through a launch with their assistant, which is killed now and then; another seed
// has other people killing it at other moments. Exit code 1 where anything was not as people were promised.
import { parseArgs } from "node:util";
import { timed } from "../figures.ts";
import { faultsOf } from "../../test/support/launch/check.ts";
import { digestFaultsOf } from "../../test/support/launch/digest-faults.ts";
import { SCENARIOS } from "../../test/support/launch/scenarios/index.ts";
import { shuffled } from "../../test/support/launch/shuffled.ts";
import { simulate, type World } from "../../test/support/launch/simulate.ts";

const { values, positionals } = parseArgs({ options: { seed: { type: "string" } }, allowPositionals: true });
for (const name of positionals.length > 0 ? positionals : Object.keys(SCENARIOS)) {
  const scenario = SCENARIOS[name];
  if (!scenario) throw new RangeError(`expected a scenario to be one of ${Object.keys(SCENARIOS).join(", ")}, got ${name}`);
  await play(name, values.seed === undefined ? scenario : shuffled(scenario, Number(values.seed)));
}

async function play(name: string, scenario: World["scenario"]): Promise<void> {
  process.stdout.write(`${name}\n`);
  const worlds: World[] = [];
  const ms = await timed(async () => void worlds.push(await simulate(scenario)));
  for (const world of worlds) {
    const { held, faults } = await digestFaultsOf(world);
    const all = [...(await faultsOf(world)), ...faults];
    for (const fault of all) process.stderr.write(`${fault}\n`);
    const figures = {
      ...(await figuresOf(world)),
      "digests held against the truth": held,
      seconds: Math.round(ms / 1_000),
      faults: all.length,
    };
    for (const [figure, count] of Object.entries(figures)) process.stdout.write(`  ${figure.padEnd(34)}${count}\n`);
    if (all.length > 0) process.exitCode = 1;
    await world.close();
  }
}

async function figuresOf({ reached, office, book, reaper }: World): Promise<Record<string, number>> {
  const asked = reached.flatMap(({ briefing }) => briefing.asking?.kind ?? []);
  const sent = await office.app.store.outbox.list({ states: ["sent"] });
  return {
    questions: asked.filter((kind) => kind === "ask").length,
    reminders: asked.filter((kind) => kind !== "ask").length,
    replies: book.replies.length,
    "words back": reached.filter(({ briefing }) => briefing.about?.startsWith("ack:")).length,
    "changes of the plan": sent.filter(({ delivery }) => delivery === "plan").length,
    kills: reaper.killed.length,
  };
}
