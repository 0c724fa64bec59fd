import { plainAgent } from "../../../src/agents/plain.ts";
import { openDatabase } from "../../../src/store/database/database.ts";
import { createStore } from "../../../src/store/open.ts";
import type { Allowed, Ports } from "../allowed.ts";
import { runChase } from "./asked.ts";
import { judgeChase, type ChaseSeen } from "./judge.ts";
import { lettersIn } from "./letters.ts";
import { task, TASKS, type Task } from "./plan.ts";
import { troubleOf, type Attack, type ChaseScene, type Tried } from "./scene.ts";

/** A plan that somebody changes again and again on one day, so that there is ever more to ask. */
interface Flood {
  name: string;
  /** The plan at each run. */
  plans: readonly (readonly Task[])[];
}

const HOURS = ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00"] as const;
const NAMES = ["Priya Rao", "Dana Reyes", "Sam Tan"] as const;

/** So many tasks of a round, by turns of everybody. */
function many(count: number, round: number): Task[] {
  return Array.from({ length: count }, (_, index) =>
    task(`H-${round}-${index}`, `Round ${round} part ${index}.`, NAMES[index % NAMES.length] ?? ""),
  );
}

const FEW = [0, 1, 2, 3];

export const FLOODS: readonly Attack[] = [
  { name: "fresh tasks all day", plans: FEW.map((round) => [...TASKS, ...many(6 * round, round)]) },
  { name: "all tasks taken for others", plans: FEW.map((round) => many(6, round)) },
  { name: "renamed tasks", plans: FEW.map((round) => TASKS.map((each) => ({ ...each, title: `${each.title} ${round}` }))) },
  { name: "tasks by other keys", plans: FEW.map((round) => TASKS.map((each) => ({ ...each, key: `${each.key}${round}` }))) },
  { name: "tasks due at once", plans: FEW.map((round) => TASKS.map((each) => ({ ...each, due: `2026-11-${23 - round}` }))) },
  {
    name: "owners who change places",
    plans: FEW.map((round) => TASKS.map((each, at) => ({ ...each, owner: NAMES[(at + round) % 3] ?? "" }))),
  },
  {
    name: "blockers who change places",
    plans: FEW.map((round) => TASKS.map((each) => ({ ...each, status: "Blocked", blocker: NAMES[round % 3] ?? "" }))),
  },
  { name: "1,000 tasks", plans: [many(1_000, 0), many(1_000, 1)] },
].map((flood) => ({ name: flood.name, play: (scene) => play(scene, flood) }));

/** All that left on the day counts as one: whoever was asked in the morning is not asked again. */
async function play({ world, allowed, ports }: ChaseScene, { name, plans }: Flood): Promise<Tried> {
  const database = openDatabase(":memory:");
  const tried: Tried = { name, breaches: [], trouble: [] };
  try {
    const store = createStore(database, "test");
    const already = new Set<string>();
    for (const [index, tasks] of plans.entries()) {
      const at = `2026-11-23T${HOURS[index] ?? ""}:00.000Z`;
      const { outcome, seen } = await runChase(world, { database, store, tasks, at, agentOf: () => plainAgent });
      tried.breaches.push(...(await judgeChase(ofOneRun(seen), { tasks, already }, allowed, ports)));
      tried.trouble.push(...troubleOf(outcome));
      for (const person of await askedIn(seen, allowed, ports)) already.add(person);
    }
    return tried;
  } finally {
    database.close();
  }
}

/** Whoever got a message; of whoever wants to know the first one is what they are told. */
async function askedIn({ journal }: ChaseSeen, { asked, slack }: Allowed, ports: Ports): Promise<string[]> {
  const letters = await lettersIn(journal, ports);
  return [...asked].flatMap(([place, person]) => ((letters.get(place) ?? []).length > (place === slack ? 1 : 0) ? person : []));
}

/** What changes by itself as the plan does is no word of anybody's. */
function ofOneRun({ after, ...seen }: ChaseSeen): ChaseSeen {
  return { ...seen, before: after, after };
}
