import { Temporal } from "temporal-polyfill";
import type { Occurrence, OccurrenceState } from "../../core/occurrence.ts";
import type { DueSlot } from "../../core/ports/store.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { decideTime, type Moment, type Watched } from "./due.ts";
import { newestTimes, timesFrom } from "./timetable.ts";

/** Times of one trigger that passed and have no occurrence yet: from the first on, `until` is the first that has one. */
export interface Passed extends Watched {
  from: string;
  until: string;
}

/** What telling of them takes. */
export interface TellParts extends Omit<Moment, "watched"> {
  /** The times within that have an occurrence of their own. */
  known(from: string, until: string): Promise<ReadonlySet<string>>;
  /** Keeps occurrences, and that all times before `nextAt` have theirs, in one transaction. */
  keep(told: readonly DueSlot[], nextAt: string): Promise<void>;
  isStopped(): boolean;
}

/** Times computed between two turns of the event loop: some 5 ms. */
const PIECE = 128;
/** Whatever may still start has been decided: these are only told. */
const PASSED = { newer: Infinity, together: false };
/** Nobody counts further. */
const MOST_COUNTED = 100_000;

/**
 * Gives each time an occurrence: the newest `catchup.max` one each, those before them one together for each state. Yields to
 * the event loop meanwhile; ends early, to be called again with what is left, where it is stopped.
 */
export async function tellPassed(passed: Passed, parts: TellParts): Promise<void> {
  const { from, until, automation, table } = passed;
  const { max } = automation.catchup;
  const singles = newestTimes(table, from, Date.parse(until) - 1, max);
  const [oldest] = singles;
  if (oldest !== undefined && singles.length === max) {
    const sums = await sumUp({ ...passed, until: oldest }, parts);
    if (parts.isStopped()) return;
    await parts.keep(sums, oldest);
  }
  await parts.keep(
    singles.map((time) => decideTime(time, PASSED, passed, parts)),
    until,
  );
}

interface Sum {
  first: Occurrence;
  last: string;
  count: number;
}

async function sumUp(passed: Passed, parts: TellParts): Promise<DueSlot[]> {
  const sums = new Map<OccurrenceState, Sum>();
  const known = await parts.known(passed.from, passed.until);
  const end = Date.parse(passed.until) - 1;
  let looked = 0;
  for (const time of timesFrom(passed.table, passed.from, end)) {
    if (looked === MOST_COUNTED) break;
    looked += 1;
    if (looked % PIECE === 0) await nextTurn();
    if (parts.isStopped()) break;
    if (!known.has(time)) add(sums, decideTime(time, PASSED, passed, parts).occurrence);
  }
  const rest = looked === MOST_COUNTED ? newestTimes(passed.table, passed.from, end, 1)[0] : undefined;
  return [...sums.values()].map((sum) => ({ occurrence: together(sum, rest, passed.automation.timezone) }));
}

function add(sums: Map<OccurrenceState, Sum>, occurrence: Occurrence): void {
  const sum = sums.get(occurrence.state) ?? { first: occurrence, last: "", count: 0 };
  sums.set(occurrence.state, { ...sum, last: occurrence.nominalAt, count: sum.count + 1 });
}

/** One occurrence for all of a sum; `rest` is the last time where they were too many to count. */
function together({ first, last, count }: Sum, rest: string | undefined, timezone: string): Occurrence {
  if (count === 1) return first;
  const times = `${rest === undefined ? "" : "more than "}${countOf(count, "time")}`;
  const span = `from ${localTime(first.nominalAt, timezone)} to ${localTime(rest ?? last, timezone)} (${timezone})`;
  return { ...first, id: `${first.id}/${rest ?? last}`, count, reason: `${first.reason}; ${times} ${span}` };
}

function localTime(time: string, timezone: string): string {
  const local = Temporal.Instant.from(time).toZonedDateTimeISO(timezone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}
