import type { Fact, Item } from "../../../core/item.ts";
import { ciJobsIn } from "../../../core/kinds/ci-job.ts";
import { ciRunsIn } from "../../../core/kinds/ci-run.ts";
import { derived, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { shown } from "../../facts.ts";
import type { Cause } from "../group/types.ts";
import { classWords, quoted } from "./cause-line.ts";
import { ciEvidenceIn } from "./evidence.ts";
import { endOf } from "./failures-in.ts";
import { branchNameOf, jobNameOf } from "./places.ts";
import { skippedIn } from "./runs-in.ts";
import { latestFirst, type Telling } from "./words.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_HOURS = 24;

/** A cause that is over: what it was, how long it lasted, and since when it passes again. */
export function clearedLine(cause: Cause, { items }: Pick<Telling, "items">): Prose {
  const latest = latestFirst(cause);
  const [last, first] = [latest[0], latest.at(-1)];
  const start = first && getFact(ciEvidenceIn(items).itemOf(first), "updatedAt");
  const end = passAfter(cause, last?.at ?? "", items);
  // Longer ago it may have begun, where that is not read any more.
  const isLonger = cause.since !== null && cause.since < (first?.at ?? "");
  const lasted = start && end ? prose`, over after ${isLonger ? "more than " : ""}${timeBetween(start, end)}` : prose`, over`;
  const since = end ? prose`; it has passed again since ${shown(end, "instant")}` : [];
  return prose`${quoted(cause, items)} (${classWords(cause)})${lasted}${since}.`;
}

function timeBetween(start: Fact, end: Fact): Span {
  const hours = Math.floor((Date.parse(String(end.value)) - Date.parse(String(start.value))) / HOUR_MS);
  if (hours >= 2 * DAY_HOURS) return derived(Math.floor(hours / DAY_HOURS), "day", [start, end]);
  if (hours >= 1) return derived(hours, "hour", [start, end]);
  return derived(Math.floor((Date.parse(String(end.value)) - Date.parse(String(start.value))) / 60_000), "minute", [start, end]);
}

/** When the job in which it was seen first passed after an instant, whether that job or its whole run is known. */
function passAfter({ window }: Cause, after: string, items: readonly Item[]): Fact | undefined {
  const jobs = ciJobsIn(items).filter((job) => job.conclusion === "passed" && jobNameOf(job) === window?.job && isThere(job));
  const runs = ciRunsIn(items).filter((run) => run.conclusion === "passed" && isOfJob(run) && isThere(run));
  const ends = [...jobs.map((job) => [endOf(job), job.item] as const), ...runs.map(({ item }) => [item.updatedAt, item] as const)];
  const [next] = ends.filter(([at]) => at > after).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return next && getFact(next[1], "updatedAt");

  function isThere(run: Parameters<typeof branchNameOf>[0]): boolean {
    return branchNameOf(run) === window?.branch;
  }
  function isOfJob(run: { repository: string; workflow: string }): boolean {
    return window?.job.startsWith(jobNameOf({ ...run, job: "" })) === true && !skippedIn(items).has(window.job);
  }
}
