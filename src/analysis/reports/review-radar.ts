import type { Bullet } from "../../core/briefing.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { waitsFor } from "../digest/flight.ts";
import { actorFact, daysSince, linesOf, numberOf } from "../digest/words.ts";
import { joined, shown } from "../facts.ts";
import { isMe } from "../people.ts";
import { more } from "../summary/counted.ts";
import { findingsAbout, finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** The reviews that wait for the reader, those that the reader waits for, the oldest first, and what holds up what. */
export const reviewRadar: Report = (input) => {
  const open = pullRequestsIn(input.items)
    .filter(({ state }) => state === "open")
    .toSorted((a, b) => sinceOf(a).localeCompare(sinceOf(b)) || a.item.id.localeCompare(b.item.id));
  const pulls = new Set(pullRequestsIn(input.items).map(({ item }) => item.id));
  const ready = open.filter(({ draft }) => !draft);
  const forMe = ready.filter((pull) => isMine(pull, "requested", input) && !isMine(pull, "author", input));
  const ofMine = ready.filter((pull) => isMine(pull, "author", input) && pull.approvals === 0);
  return (room) =>
    finishReport(
      {
        headline: pulls.size === 0 ? prose`No pull requests were read, so no review is known` : headlineOf(forMe, ofMine, input.asOf),
        sections: [
          { id: "today", title: "Waiting for you", style: "numbered", bullets: pullLines(forMe, "author", room.today, input) },
          { id: "open", title: "You wait for", style: "list", bullets: pullLines(ofMine, "requested", room.today, input) },
          { id: "open", title: "Held up by another", style: "list", bullets: stackLines(open, room.names) },
        ],
        belongs: ({ lead }) => pulls.has(lead.finding.primary),
      },
      input,
      room,
    );
};

function headlineOf(forMe: readonly PullRequest[], ofMine: readonly PullRequest[], asOf: string): Prose {
  const [oldest] = forMe;
  const yours = forMe.map(({ item }) => item);
  const waits = prose`${numberOf(yours, "review")} ${forMe.length === 1 ? "waits" : "wait"} for you`;
  const first =
    oldest === undefined
      ? prose`No review waits for you`
      : prose`${waits}${forMe.length > 1 ? ", the oldest" : ""} ${daysSince(oldest.item, sincePath(oldest), asOf)}`;
  const theirs = ofMine.map(({ item }) => item);
  return ofMine.length === 0 ? first : prose`${first}; you wait for ${numberOf(theirs, "review")}`;
}

/** Title, whose or of whom, since when, how large, and what else it waits for. */
function pullLines(pulls: readonly PullRequest[], role: "author" | "requested", most: number, input: ReportInput): Bullet[] {
  const told = pulls.slice(0, most).map((pull) => {
    const { item } = pull;
    const who = actorFact(item, role);
    const named = who === undefined ? prose`nobody was asked` : prose`${role === "author" ? "by" : "of"} ${shown(who)}`;
    const parts: Prose[] = [named, daysSince(item, sincePath(pull), input.asOf), [linesOf(item)], ...waitsFor(pull)];
    return lineOf(prose`${fact(item, "title")}: ${joined(parts, ", ")}.`, findingsAbout(item.id, input));
  });
  return [...told, ...more(pulls.slice(most).map(({ item }) => item)).map((text) => lineOf(prose`${text}.`))];
}

/** Pull requests that go to the branch of another one, which has to be merged first. */
function stackLines(open: readonly PullRequest[], most: number): Bullet[] {
  const pairs = open.flatMap((pull) => {
    const below = open.find((each) => each !== pull && each.repository === pull.repository && each.head === pull.base);
    return below === undefined ? [] : [lineOf(prose`${fact(pull.item, "title")} waits for ${fact(below.item, "title")}.`)];
  });
  return pairs.slice(0, most);
}

function isMine({ item, viewer }: PullRequest, role: string, { people }: ReportInput): boolean {
  return item.actors.some((actor) => actor.role === role && (isMe(people, actor) || (viewer !== null && actor.account === viewer)));
}

function sinceOf({ readyAt, item }: PullRequest): string {
  return readyAt ?? item.ts;
}

function sincePath({ readyAt }: PullRequest): string {
  return readyAt === null ? "ts" : "fields.readyAt";
}
