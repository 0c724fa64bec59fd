import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CRASH_POINTS } from "../../src/core/ports/ambient.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { numbersFrom } from "../../test/support/automation.ts";
import { inspect, noEvidence, type Evidence } from "./kills-evidence.ts";
import { live, type Life } from "./kills-life.ts";
import type { Receiver } from "./kills-receiver.ts";
import { eventRun, type Orders } from "./victim-orders.ts";
import { RESUME_MS } from "./table.ts";

/** What came of all lives on one data directory, the last of which has brought everything to its end. */
export interface Story {
  directory: string;
  /** The lines of work that was done. */
  journal: string;
  kills: number;
  /** Where victims have killed themselves. */
  places: Set<string>;
  /** The runs that victims have promised. */
  promised: Set<string>;
  /** Runs that were found dead. */
  givenUp: Set<string>;
  evidence: Evidence;
  /** For each run that a kill left open, how long after the next spawn it went on. */
  resumedMs: number[];
  originMs: number;
}

export interface How {
  kills: number;
  seed: number;
  /** At which of the places it begins. */
  firstPlace: number;
}

interface World {
  firstPlace: number;
  story: Story;
  orders: Omit<Orders, "life" | "again" | "die" | "drain">;
  cache: string;
  numbers: (limit: number) => number;
  /** What the next victim is to be told. */
  again: string[];
  life: number;
}

/** Kills at random come within this time of the spawn: in the midst of a start, and after messages in doubt were looked for. */
const LATEST_KILL_MS = 1_500;
/** One that does not come to the place where it is to die is shot: late enough for a start on a busy machine. */
const PATIENCE_MS = 12_000;
const DRAIN_MS = 60_000;
/** A minute of the victims' clock and some more, so that a slot is missed. */
const SLOT_MS = 700;
const MOST_PASSINGS = 8;
/** One of so many events that were acknowledged is told again all the same. */
const TOLD_TWICE = 10;

/** Lets victims live on one directory, one after the other, until `kills` of them were killed, and then one that ends well. */
export async function tellStory(folder: string, how: How, { webhook }: Receiver): Promise<Story> {
  const { kills } = how;
  const world = createWorld(folder, how, webhook);
  await lead(world, { drain: true }, DRAIN_MS);
  for (let kill = 0; kill < kills; kill += 1) await lead(world, ...planOf(world, kill));
  const last = await lead(world, { drain: true }, DRAIN_MS);
  if (last.end !== "done") throw new Error(`expected everything to come to its end in ${DRAIN_MS} ms, got work that goes on`);
  return { ...world.story, kills };
}

function createWorld(folder: string, { seed, firstPlace }: How, webhook: Orders["webhook"]): World {
  const directory = join(folder, "data");
  const journal = join(folder, "journal");
  const originMs = systemClock.now();
  const nothing = {
    kills: 0,
    places: new Set<string>(),
    promised: new Set<string>(),
    givenUp: new Set<string>(),
    evidence: noEvidence(),
    resumedMs: [],
  };
  return {
    firstPlace,
    story: { directory, journal, originMs, ...nothing },
    orders: { directory, journal, webhook, originMs },
    cache: join(folder, "cache"),
    numbers: numbersFrom(seed),
    again: ["first"],
    life: 0,
  };
}

type Plan = Pick<Orders, "drain" | "die">;

/** In turns at one of the places, each as often as the others, and at any moment. */
function planOf({ numbers, firstPlace }: World, kill: number): [Plan, number] {
  const point = CRASH_POINTS[(firstPlace + kill / 2) % CRASH_POINTS.length];
  if (point === undefined) return [{ drain: false }, numbers(LATEST_KILL_MS)];
  // Slots and troubles come once in a life.
  const passing = /^(?:slots|alert)/.test(point) ? 1 : 1 + numbers(MOST_PASSINGS);
  return [{ drain: false, die: { point, passing } }, PATIENCE_MS];
}

async function lead(world: World, plan: Plan, shootMs: number): Promise<Life> {
  const { story } = world;
  // Without a slot that was missed there is nothing to tell the owner of.
  if (plan.die?.point === "alert.kept") await wait(SLOT_MS);
  world.life += 1;
  const life = await live({ ...world.orders, ...plan, life: world.life, again: world.again }, shootMs, world.cache);
  if (life.end === "suicide" && plan.die) story.places.add(plan.die.point);
  story.resumedMs.push(...resumed(life, story.evidence.open));
  inspect(story.directory, world.life, life.diedAt, story.evidence);
  for (const run of story.evidence.dead) story.givenUp.add(run);
  world.again = toldAgain(life, world);
  return life;
}

/** How long the runs that were open took to go on. One that did not counts where there was time enough. */
function resumed({ said, spawnedAt, diedAt }: Life, open: ReadonlySet<string>): number[] {
  const begun = new Map(said.filter(({ verb }) => verb === "begins").map(({ id, at }) => [id, at]));
  const times = [...open].map((run) => (begun.get(run) ?? diedAt) - spawnedAt);
  return times.filter((ms, index) => begun.has([...open][index] ?? "") || ms > RESUME_MS);
}

/** Whoever was given no answer tells once more, and now and then somebody who was. */
function toldAgain({ said }: Life, { story, numbers, again }: World): string[] {
  const of = (verb: string): string[] => said.filter((line) => line.verb === verb).map(({ id }) => id);
  for (const id of of("kept")) story.promised.add(id);
  const told = new Set([...again, ...of("told")]);
  return [...told].filter((event) => !story.promised.has(eventRun(event)) || numbers(TOLD_TWICE) === 0);
}
