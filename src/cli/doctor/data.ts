import { ConfigError } from "../../core/errors.ts";
import { inspectDatabase, type DatabaseHealth, type HealthCounts } from "../../store/health.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { ok, problem, problemOf, warning, type Check } from "./check.ts";
import { sizeInWords } from "./size.ts";

/** Where to look, and from where. */
export interface DataQuestion {
  directory: string;
  now: number;
}

/** What the look at the data has shown; absent counts can't be read by this version. */
export interface DataAnswer {
  checks: Check[];
  counts?: HealthCounts;
}

const WEEK_MS = 7 * 24 * 3_600_000;
const A_MINUTE_MS = 60_000;
/** Changes are moved into the database long before there are so many. */
const LARGEST_WAL = 256_000_000;
const SLOWEST_READ_MS = 250;

/** The database: whether it is sound, of this version, and quick; and whether the clock agrees with it. */
export function checkData({ directory, now }: DataQuestion): DataAnswer {
  try {
    const health = inspectDatabase(directory, new Date(now - WEEK_MS).toISOString());
    const checks = [checkDatabase(health), ...(health.counts ? [checkClock(health.counts, now), checkPast(health.counts)] : [])];
    return { checks, ...(health.counts && { counts: health.counts }) };
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code !== "data-missing") return { checks: [problemOf("Database", error)] };
    return { checks: [warning("Database", "none yet: nothing has run here", "Start Chief once with `chief start`.")] };
  }
}

function checkDatabase(health: DatabaseHealth): Check {
  const { damage, schema, expectedSchema, bytes, walBytes, readMs } = health;
  const size = `${sizeInWords(bytes)}, and ${sizeInWords(walBytes)} of changes`;
  if (damage.length > 0) {
    const hint = "Stop Chief, keep a copy of the data directory, and go on with a backup, or with an empty data directory.";
    return problem("Database", `damaged: ${damage[0]}${damage.length > 1 ? ` (and ${damage.length - 1} more)` : ""}`, hint);
  }
  if (schema > expectedSchema) return problem("Database", "written by a newer Chief", "Run that one, or choose another data directory.");
  if (schema < expectedSchema) return warning("Database", "written by an older Chief", "The next start brings it up to date.");
  if (walBytes > LARGEST_WAL) return warning("Database", size, "Start Chief again: another program may keep the database open.");
  if (readMs > SLOWEST_READ_MS) {
    return warning(
      "Database",
      `${size}; a read took ${Math.round(readMs)} ms`,
      "Keep the data directory on a local disk that is not overloaded.",
    );
  }
  return ok("Database", `sound; ${size}`);
}

/** A clock that was ahead once has left times that are still to come. */
function checkClock({ newestRunAt }: HealthCounts, now: number): Check {
  if (newestRunAt === null || Date.parse(newestRunAt) <= now + A_MINUTE_MS) return ok("Clock", "agrees with what is kept");
  return problem("Clock", `it is before ${newestRunAt}, when the newest run began`, "Set the machine's clock, by the network if you can.");
}

function checkPast({ failedRuns, missedSlots, undeliverable }: HealthCounts): Check {
  const troubles = [
    ...(failedRuns > 0 ? [countOf(failedRuns, "failed run")] : []),
    ...(missedSlots > 0 ? [countOf(missedSlots, "missed time")] : []),
    ...(undeliverable > 0 ? [countOf(undeliverable, "undelivered message")] : []),
  ];
  if (troubles.length === 0) return ok("Last 7 days", "nothing failed, nothing was missed");
  return warning("Last 7 days", listOf(troubles), "`chief runs`, `chief occurrences` and `chief messages` list them.");
}
