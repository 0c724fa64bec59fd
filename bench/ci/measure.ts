import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { groupFailures } from "../../src/analysis/ci/group/group.ts";
import type { Cause, Grouped } from "../../src/analysis/ci/group/types.ts";
import { findRuns } from "../../src/cli/ci/find-runs.ts";
import { readCommits } from "../../src/cli/ci/read-commits.ts";
import { readRuns } from "../../src/cli/ci/read-runs.ts";
import { openSession } from "../../src/cli/session.ts";
import { createExecutor } from "./execute.ts";
import { adjustedRand, bCubed, macroF1, recallOf, type Judged } from "./score.ts";
import { makeWorld, tryBreaks, type World } from "./world.ts";

export interface Figures {
  readonly runs: number;
  readonly failures: number;
  readonly faults: number;
  readonly rand: number;
  readonly bCubed: number;
  readonly classF1: number;
  readonly brokenRecall: number;
  /** Breaks that were told as something else than a break, or unclear. */
  readonly hidden: number;
  readonly top1: number;
  readonly top3: number;
  readonly firstBad: number;
  /** Share of the runs of which the same comes in another order, and with the memory of the first time. */
  readonly stable: number;
  /** What went wrong, one line each. */
  readonly misses: readonly string[];
}

/** Plants faults `runs` times, groups what fails, and holds it against the truth. */
export async function measure(folder: string, runs: number, seed: number): Promise<Figures> {
  const executor = createExecutor(join(folder, "workspace"));
  const broken = tryBreaks(executor);
  const judged: Judged[][] = [];
  const culprits: number[] = [];
  const firsts: boolean[] = [];
  const misses: string[] = [];
  let [stable, hidden, faults] = [0, 0, 0];
  for (let index = 0; index < runs; index += 1) {
    const own = join(folder, String(seed + index));
    mkdirSync(own, { recursive: true });
    const world = await makeWorld(own, seed + index, executor, broken);
    const { grouped, isStable } = await groupWorld(world);
    const held = hold(world, grouped);
    judged.push(held);
    stable += isStable ? 1 : 0;
    faults += world.truths.length;
    const say = (what: string): void => void misses.push(`${seed + index}: ${what}`);
    if (!isStable) say("not the same in another order, or with its memory");
    if (adjustedRand(held) < 1) say(`causes ${[...new Set(held.map(({ truth, found }) => `${truth}=${found}`))].join(" ")}`);
    for (const { truth, trueClass, foundClass } of new Map(held.map((each) => [`${each.truth} ${each.foundClass}`, each])).values()) {
      if (trueClass !== foundClass) say(`${truth} is ${foundClass}`);
      if (trueClass === "BROKEN" && !foundClass.startsWith("BROKEN") && foundClass !== "unclear") hidden += 1;
    }
    for (const { fault, culprit, firstBad } of world.truths) {
      if (culprit === null) continue;
      const cause = mainCause(held, grouped, fault);
      const place = cause?.suspects.findIndex(({ sha }) => sha === culprit) ?? -1;
      culprits.push(place);
      firsts.push(cause?.window?.firstBad === firstBad);
      if (place !== 0) say(`${fault}: its commit is suspect ${place + 1}`);
      if (cause?.window?.firstBad !== firstBad) say(`${fault}: first bad is another`);
    }
  }
  const all = judged.flat();
  const share = (count: number, of: number): number => (of === 0 ? 1 : count / of);
  return {
    runs,
    failures: all.length,
    faults,
    rand: judged.reduce((sum, each) => sum + adjustedRand(each), 0) / runs,
    bCubed: judged.reduce((sum, each) => sum + bCubed(each), 0) / runs,
    classF1: macroF1(all),
    brokenRecall: recallOf(all, "BROKEN"),
    hidden,
    top1: share(culprits.filter((place) => place === 0).length, culprits.length),
    top3: share(culprits.filter((place) => place >= 0 && place < 3).length, culprits.length),
    firstBad: share(firsts.filter(Boolean).length, firsts.length),
    stable: stable / runs,
    misses,
  };
}

async function groupWorld({ repo, runs, good }: World): Promise<{ grouped: Grouped; isStable: boolean }> {
  const session = openSession({ json: false, noColor: true });
  const read = await readRuns(session, await findRuns(runs, "runs", []), []);
  const { commits, good: from } = await readCommits(repo, good);
  const rest = { commits, good: from, defaultBranch: "main", now: "2026-11-03T00:00:00.000Z" };
  const grouped = groupFailures({ ...rest, failures: read.failures, runs: read.runs, history: { causes: [] } });
  const turned = { failures: read.failures.toReversed(), runs: read.runs.toReversed() };
  const again = groupFailures({ ...rest, ...turned, history: { causes: [] } });
  const later = groupFailures({ ...rest, ...turned, history: grouped.history });
  return { grouped, isStable: shapeOf(grouped) === shapeOf(again) && shapeOf(grouped) === shapeOf(later) };
}

function shapeOf({ causes }: Grouped): string {
  return JSON.stringify(causes.map(({ id, failures }) => [id, failures.map((failure) => failure.id).toSorted()]).toSorted());
}

function hold(world: World, { causes }: Grouped): Judged[] {
  const classes = new Map(world.truths.map((truth) => [truth.fault, truth.class]));
  return causes.flatMap((cause) =>
    cause.failures.map(({ source, test }) => {
      const truth = world.faultOf(source, test) ?? "none";
      return { truth, found: cause.id, trueClass: classes.get(truth) ?? "none", foundClass: cause.class };
    }),
  );
}

/** The cause that has most of the failures of a fault. */
function mainCause(held: readonly Judged[], { causes }: Grouped, fault: string): Cause | undefined {
  const own = Map.groupBy(
    held.filter(({ truth }) => truth === fault),
    ({ found }) => found,
  );
  const [most] = [...own].toSorted(([, a], [, b]) => b.length - a.length);
  return causes.find(({ id }) => id === most?.[0]);
}
