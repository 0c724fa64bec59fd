import type { Finding, Grade } from "../../../core/finding.ts";
import { findFact, type Actor, type Fact } from "../../../core/item.ts";
import { pullRequestsIn, type PullRequest } from "../../../core/kinds/pull-request.ts";
import type { People } from "../../../core/person.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { businessDaysSince, workingMinutesBetween, type WorkCalendar } from "../../../core/work-calendar.ts";
import { calledIn, displayName, isExternal, isMe, isVip } from "../../people.ts";
import type { RuleContext } from "../../rule.ts";
import { raiseImpact } from "../../severity.ts";

/** From so many people on, what holds a pull request up weighs more. */
const MANY_PEOPLE = 5;
/** Labels that people give to what a launch hangs on. */
const LAUNCH_LABEL = /(?:^|[^a-z0-9])(?:launch|go[- ]?live|release[- ]blocker|blocker|critical|urgent|p0)(?:$|[^a-z0-9])/i;

/** The pull requests that people opened and that wait for something: drafts are not ready, and what programs open can wait. */
export function waitingIn({ items }: Pick<RuleContext, "items">): PullRequest[] {
  return pullRequestsIn(items).filter(({ state, draft, bot }) => state === "open" && !draft && !bot);
}

/** What people call it, and its number: `Retry uploads (#12)`. */
export function nameOf({ item }: PullRequest): Prose {
  return prose`${fact(item, "title")} (#${fact(item, "fields.number")})`;
}

/** Who opened it; undefined where the source does not say. */
export function authorOf({ item }: PullRequest): Actor | undefined {
  return item.actors.find(({ role }) => role === "author");
}

/** Who opened it, as a sentence names them. */
export function authorWords({ item }: PullRequest, people: People): Prose {
  return calledIn(
    item,
    item.actors.findIndex(({ role }) => role === "author"),
    people,
  );
}

/** Who opened it, as somebody who is to act: `you`, a name, or `unassigned`. */
export function authorAsOwner(pullRequest: PullRequest, people: People): string {
  const author = authorOf(pullRequest);
  if (author === undefined) return "unassigned";
  return isReader(author.account, pullRequest, people) || isMe(people, author) ? "you" : displayName(people, author);
}

/** Whether an account is the reader's: the one that asked, or one that the people file knows. */
export function isReader(account: string | undefined, { viewer }: PullRequest, people: People): boolean {
  if (account === undefined) return false;
  const own = people.all.filter(({ key }) => key === "me").flatMap(({ accounts = [] }) => accounts);
  return [...own, ...(viewer === null ? [] : [viewer])].some((known) => known.toLowerCase() === account.toLowerCase());
}

/** The account behind the name that a service gives to somebody in a field. */
export function accountOf(login: string, { item }: PullRequest): string {
  return `${item.source}:${login}`;
}

/** Somebody who was asked to review, and since when. */
export interface Request {
  login: string;
  since: string;
}

/** Who is asked to review and has not yet, the longest asked first. */
export function requestsOf({ requests }: PullRequest): Request[] {
  const parsed = requests.flatMap((line): Request[] => {
    const [login, since] = line.split(" ");
    return login === undefined || since === undefined ? [] : [{ login, since }];
  });
  return parsed.toSorted((a, b) => a.since.localeCompare(b.since));
}

/** The reader's own request, where the reader is asked to review. */
export function requestOfReader(pullRequest: PullRequest, people: People): Request | undefined {
  return requestsOf(pullRequest).find(({ login }) => isReader(accountOf(login, pullRequest), pullRequest, people));
}

/** When reviewers last said this, the latest last; what they said before their last word is no part of it. */
export function reviewsOf({ reviews }: PullRequest, state: "approved" | "changes_requested"): string[] {
  const said = reviews.flatMap((line) => {
    const [, word, at] = line.split(" ");
    return word === state && at !== undefined ? [at] : [];
  });
  return said.toSorted();
}

/** How long something has stood, in working days and parts of them: half a day off does not count. */
export function workingDaysSince(instant: string, { calendar, now }: Pick<RuleContext, "calendar" | "now">): number {
  return workingMinutesBetween(calendar, instant, now) / minutesInDay(calendar);
}

function minutesInDay({ hours: { start, end } }: WorkCalendar): number {
  const minutesOf = (time: string): number => {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    return hour * 60 + minute;
  };
  return minutesOf(end) - minutesOf(start);
}

/** Business days since an instant as a reader counts them, by the dates; `path` is the field that tells it. */
export function daysSince({ item }: PullRequest, instant: string, path: string, context: RuleContext): { days: number; span: Span } {
  const days = businessDaysSince(context.calendar, instant, context.now);
  return { days, span: derived(days, "business day", [getFact(item, path)]) };
}

/** A rule's impact, raised for somebody important, somebody from elsewhere, what a launch hangs on, and where many wait. */
export function impactOf(base: Grade, pullRequest: PullRequest, people: People, isCritical = false): Grade {
  const { item, labels } = pullRequest;
  const author = authorOf(pullRequest);
  return raiseImpact(
    base,
    author !== undefined && isVip(people, author),
    author !== undefined && isExternal(people, author),
    isCritical || labels.some((label) => LAUNCH_LABEL.test(label)),
    new Set(item.actors.map(({ account, name }) => account ?? name)).size >= MANY_PEOPLE,
  );
}

/** What a finding rests on: title, author, and those facts at `paths` that the item has. */
export function evidenceOf({ item }: PullRequest, ...paths: readonly string[]): [Fact, ...Fact[]] {
  const author = item.actors.findIndex(({ role }) => role === "author");
  const all = [...paths.map((path) => `fields.${path}`), `actors.${author}.name`];
  const present = all.filter((path) => (findFact(item, path) ?? null) !== null);
  return [getFact(item, "title"), ...present.map((path) => getFact(item, path))];
}

/** What of a pull request makes its finding `changed` when it differs. */
export function stateOf(pullRequest: PullRequest, people: People): Finding["state"] {
  return [authorAsOwner(pullRequest, people), pullRequest.state].join("|");
}
