import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { groupFailures } from "../../src/analysis/ci/group/group.ts";
import type { Cause, Grouped } from "../../src/analysis/ci/group/types.ts";
import { findRuns } from "../../src/cli/ci/find-runs.ts";
import { readCommits } from "../../src/cli/ci/read-commits.ts";
import { readRuns } from "../../src/connectors/files/logs/read-runs.ts";
import { createExecutor } from "./execute.ts";
import { adjustedRand, bCubed, macroF1, recallOf, type Judged } from "./score.ts";
import { labelOf, readLabelled, type Labelled } from "./labelled.ts";
import { makeWorld, tryBreaks } from "./world.ts";

export interface Figures {
  readonly runs: number;
  readonly failures: number;
  readonly faults: number;
  /** Share of the labelled failures that were read at all. */
  readonly read: number;
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

/** Plants faults so many times, each time in a folder of its own, as a labelled set. */
export async function plantAll(folder: string, runs: number, seed: number): Promise<Labelled[]> {
  const executor = createExecutor(join(folder, "workspace"));
  const broken = tryBreaks(executor);
  for (let index = seed; index < seed + runs; index += 1) {
    const own = join(folder, String(index).padStart(6, "0"));
    mkdirSync(own, { recursive: true });
    await makeWorld(own, index, executor, broken);
  }
  return readLabelled(folder);
}

/** Groups the failures of labelled sets, and holds what comes of it against the truth. */
export async function measure(sets: readonly Labelled[]): Promise<Figures> {
  const worlds: Scored[] = [];
  for (const set of sets) worlds.push(scoreOf(set, await groupSet(set)));
  const judged = worlds.flatMap((world) => world.held);
  const breaks = worlds.flatMap((world) => world.breaks);
  const mean = (of: (world: Scored) => number): number => worlds.reduce((sum, world) => sum + of(world), 0) / worlds.length;
  const share = (is: (each: Found) => boolean): number => (breaks.length === 0 ? 1 : breaks.filter(is).length / breaks.length);
  return {
    runs: sets.length,
    failures: judged.length,
    faults: sets.reduce((sum, { truth }) => sum + truth.faults.length, 0),
    read:
      1 -
      worlds.reduce((sum, { unread }) => sum + unread.length, 0) /
        sets.reduce((sum, { truth }) => sum + Object.keys(truth.failures).length, 0),
    rand: mean(({ held }) => adjustedRand(held)),
    bCubed: mean(({ held }) => bCubed(held)),
    classF1: macroF1(judged),
    brokenRecall: recallOf(judged, "BROKEN"),
    hidden: judged.filter(({ trueClass, foundClass }) => trueClass === "BROKEN" && ["FLAKY", "INFRA"].includes(foundClass)).length,
    top1: share(({ place }) => place === 0),
    top3: share(({ place }) => place >= 0 && place < 3),
    firstBad: share(({ isFirstExact }) => isFirstExact),
    stable: mean(({ isStable }) => (isStable ? 1 : 0)),
    misses: worlds.flatMap(missesOf),
  };
}

/** What was found of a break: the place of its commit among the suspects, -1 for none. */
interface Found {
  readonly fault: string;
  readonly place: number;
  readonly isFirstExact: boolean;
}

interface Held extends Judged {
  readonly label: string;
}

interface Scored {
  readonly name: string;
  readonly held: readonly Held[];
  /** Labels that no failure was read for. */
  readonly unread: readonly string[];
  readonly breaks: readonly Found[];
  readonly isStable: boolean;
}

function scoreOf(set: Labelled, { grouped, isStable }: { grouped: Grouped; isStable: boolean }): Scored {
  const held = hold(set, grouped);
  const breaks = set.truth.faults.flatMap(({ fault, culprit, firstBad }) => {
    if (culprit === null) return [];
    const cause = mainCause(held, grouped, fault);
    const place = cause?.suspects.findIndex(({ sha }) => sha === culprit) ?? -1;
    return [{ fault, place, isFirstExact: cause?.window?.firstBad === firstBad }];
  });
  const labels = new Set(held.map(({ label }) => label));
  const unread = Object.keys(set.truth.failures).filter((label) => !labels.has(label));
  return { name: set.name, held, unread, breaks, isStable };
}

function missesOf({ name, held, unread, breaks, isStable }: Scored): string[] {
  const causes = new Set(held.map(({ truth, found }) => `${truth}=${found}`));
  const classes = new Set(
    held.flatMap(({ truth, trueClass, foundClass }) => (trueClass === foundClass ? [] : [`${truth} is ${foundClass}`])),
  );
  const found = breaks.flatMap(({ fault, place, isFirstExact }) => [
    ...(place === 0 ? [] : [`${fault}: its commit is suspect ${place + 1}`]),
    ...(isFirstExact ? [] : [`${fault}: first bad is another`]),
  ]);
  const all = [
    ...(adjustedRand(held) < 1 ? [`causes ${[...causes].join(" ")}`] : []),
    ...classes,
    ...found,
    ...unread.map((label) => `${label} was not read`),
  ];
  return [...all, ...(isStable ? [] : ["not the same in another order, or with its memory"])].map((miss) => `${name}: ${miss}`);
}

async function groupSet({ folder, truth }: Labelled): Promise<{ grouped: Grouped; isStable: boolean }> {
  const { read } = await readRuns(await findRuns(join(folder, "runs"), "runs", []), [], new AbortController().signal);
  const [failures, runs] = [read.flatMap((each) => each.failures), read.map(({ run }) => run)];
  const none = { good: null, commits: [] };
  const { commits, good } = truth.good === null ? none : await readCommits(join(folder, "repo"), truth.good);
  const rest = { commits, good, defaultBranch: "main", now: "2026-11-03T00:00:00.000Z" };
  const grouped = groupFailures({ ...rest, failures, runs, history: { causes: [] } });
  const turned = { failures: failures.toReversed(), runs: runs.toReversed() };
  const again = groupFailures({ ...rest, ...turned, history: { causes: [] } });
  const later = groupFailures({ ...rest, ...turned, history: grouped.history });
  return { grouped, isStable: shapeOf(grouped) === shapeOf(again) && shapeOf(grouped) === shapeOf(later) };
}

function shapeOf({ causes }: Grouped): string {
  return causes
    .map(
      ({ id, failures }) =>
        `${id}: ${failures
          .map((failure) => failure.id)
          .toSorted()
          .join(" ")}`,
    )
    .toSorted()
    .join("\n");
}

function hold(set: Labelled, { causes }: Grouped): Held[] {
  const classes = new Map<string, string>(set.truth.faults.map((each) => [each.fault, each.class]));
  return causes.flatMap((cause) =>
    cause.failures.map(({ source, test }) => {
      const label = labelOf(set, source, test) ?? "";
      const truth = set.truth.failures[label] ?? "none";
      return { label, truth, found: cause.id, trueClass: classes.get(truth) ?? "none", foundClass: cause.class };
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
