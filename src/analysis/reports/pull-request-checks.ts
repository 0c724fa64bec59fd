import type { Bullet, Section } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { ciJobsIn } from "../../core/kinds/ci-job.ts";
import { pullRequestsIn } from "../../core/kinds/pull-request.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { classWords, quoted } from "../ci/causes/cause-line.ts";
import { causesIn } from "../ci/causes/causes-in.ts";
import { ciEvidenceIn } from "../ci/causes/evidence.ts";
import { findingsOf, withoutSilent } from "../ci/causes/findings-of.ts";
import { DEFAULT_BRANCH } from "../ci/causes/places.ts";
import { latestFirst, withinWords } from "../ci/causes/words.ts";
import type { Cause, Fingerprinted } from "../ci/group/types.ts";
import { counted } from "../summary/counted.ts";
import { eventOf } from "./event.ts";
import { finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** A pull request whose checks failed. */
interface Meant {
  readonly repository: string;
  readonly pullRequest: number;
  /** One of its jobs. */
  readonly item: Item;
}

/** What failed at the last commit of a pull request with one cause, and whether it is its own. */
interface Part {
  readonly cause: Cause;
  readonly failures: readonly Fingerprinted[];
  /** Why it is not; undefined where it is. */
  readonly elsewhere: Prose | undefined;
}

/** The failed checks of one pull request: which failures are its own, and which fail elsewhere too. */
export const pullRequestChecks: Report = (input) => {
  const meant = meantBy(input);
  const parts = meant ? partsOf(meant, input) : [];
  const own = parts.filter(({ elsewhere }) => elsewhere === undefined);
  const others = parts.filter(({ elsewhere }) => elsewhere !== undefined);
  const headline = meant && parts.length > 0 ? headlineOf(meant, parts, input) : prose`No check of a pull request fails`;
  const sections: readonly Section[] = [
    { id: "changed", title: "Of this pull request", style: "numbered", bullets: own.map((part) => partLine(part, input)) },
    { id: "changed", title: "Not of this pull request", style: "list", bullets: others.map((part) => partLine(part, input)) },
  ];
  const about = meant && { about: `${meant.repository}#${meant.pullRequest}` };
  return (room) => finishReport({ ...about, headline, sections, belongs: () => false, isApart: true }, input, room);
};

/** The one whose run set the report off; by hand, the one that failed last. A run of another branch is of none. */
function meantBy({ items }: ReportInput): Meant | undefined {
  const event = eventOf(items);
  const jobs = ciJobsIn(items).filter(({ conclusion }) => conclusion === "failed" || conclusion === "timed_out");
  const named = event && jobs.filter(({ item }) => item.id === event.fields["item"]);
  const latest = (named ?? jobs).toSorted((a, b) => b.item.updatedAt.localeCompare(a.item.updatedAt));
  const [meant] = latest.flatMap(({ repository, pullRequest, item }) => (pullRequest === null ? [] : [{ repository, pullRequest, item }]));
  return meant;
}

/** What failed at its last commit, its own first. */
function partsOf({ repository, pullRequest }: Meant, input: ReportInput): Part[] {
  const causes = withoutSilent(causesIn({ ...input, now: input.asOf }).causes, input.judged);
  const ofPull = causes.flatMap((cause) =>
    latestFirst(cause)
      .filter((failure) => failure.repository === repository && failure.branch === `#${pullRequest}`)
      .map((failure) => ({ cause, failure })),
  );
  const [last] = ofPull.toSorted((a, b) => (b.failure.at ?? "").localeCompare(a.failure.at ?? ""));
  const current = ofPull.filter(({ failure }) => failure.sha === last?.failure.sha);
  return [...Map.groupBy(current, ({ cause }) => cause)].map(([cause, own]) => ({
    cause,
    failures: own.map(({ failure }) => failure),
    elsewhere: elsewhereOf(cause, input),
  }));
}

function elsewhereOf(cause: Cause, { items }: ReportInput): Prose | undefined {
  if (cause.class === "FLAKY" || cause.class === "INFRA") return prose`${classWords(cause)}; run it again`;
  const onMain = latestFirst(cause).findLast(({ branch }) => branch === DEFAULT_BRANCH);
  if (!onMain) return undefined;
  const item = ciEvidenceIn(items).itemOf(onMain);
  const branch = fact(item, "fields.branch");
  // Where it still fails there, that is where it is placed.
  return cause.window?.branch !== DEFAULT_BRANCH || cause.window.isOver
    ? prose`it failed on ${branch} too, where it is mended: bring that in`
    : prose`it fails on ${branch} already, since ${fact(item, "updatedAt", "instant")}`;
}

function partLine({ cause, failures, elsewhere }: Part, input: ReportInput): Bullet {
  const next = elsewhere ?? prose`Next: mend it, or run it again where it may be chance`;
  const within = withinWords(failures, input.items);
  const place = within.length > 0 ? prose`, in ${within}` : [];
  const text = prose`${quoted({ ...cause, failures }, input.items)}${place}${elsewhere ? ": " : ". "}${next}.`;
  return lineOf(
    text,
    findingsOf(cause, input, (word) => word !== "resolved" && word !== "acknowledged"),
  );
}

function headlineOf({ pullRequest, repository, item }: Meant, parts: readonly Part[], { items }: ReportInput): Prose {
  const { itemOf } = ciEvidenceIn(items);
  const [all, own] = [parts, parts.filter(({ elsewhere }) => elsewhere === undefined)].map((some) =>
    some.flatMap(({ failures }) => failures.map(itemOf)),
  );
  const pull = pullRequestsIn(items).find((each) => each.repository === repository && each.number === pullRequest);
  const name = pull
    ? prose`${fact(pull.item, "title")} (#${fact(pull.item, "fields.number")})`
    : prose`#${fact(item, "fields.pullRequest")}`;
  if (!all || !own || own.length === 0) return prose`${name}: ${counted(all ?? [], "failure")}, nothing of its own`;
  const rest = own.length === all.length ? prose`its own` : prose`${counted(own, "")} of them its own`;
  return prose`${name}: ${counted(all, "failure")}, ${rest}`;
}
