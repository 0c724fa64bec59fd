import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { fitOf, topicOf } from "../ask/topic.ts";
import { actorFact, numberOf } from "../digest/words.ts";
import { shown } from "../facts.ts";
import { more } from "../summary/counted.ts";
import { findingsAbout, finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** What only says where other things are, and what set the run off. */
const NOT_TOLD: ReadonlySet<string> = new Set(["repository", "worktree", "branch", "tally", "event"]);
const ROLES = ["author", "from", "organizer", "owner", "assignee"] as const;

/**
 * Answers a question by code alone, as far as facts go: all that was read since the time that it names, and in which its words are found,
 * the newest first. Where no one thing has all of its words, those count that have the most.
 */
export const answer: Report = (input) => {
  const found = findFitting(input);
  return (room) =>
    finishReport(
      {
        headline: headlineOf(found, input),
        sections: [{ id: "changed", title: "Found", style: "list", bullets: tell(found, room.today, input) }],
        belongs: ({ lead }) => found.some(({ id }) => id === lead.finding.primary),
      },
      input,
      room,
    );
};

function findFitting({ items, since, question = "" }: ReportInput): Item[] {
  const topic = topicOf(question);
  const candidates = items.filter((item) => !NOT_TOLD.has(item.kind) && (since === undefined || isSince(item, since)));
  const ranked = candidates.map((item) => ({ item, fit: fitOf(item, topic) }));
  const best = Math.max(0, ...ranked.map(({ fit }) => fit));
  // Where nothing has a single one of its words, there is no answer rather than everything.
  if (topic.length > 0 && best === 0) return [];
  const fitting = ranked.filter(({ fit }) => fit === best).map(({ item }) => item);
  return onceEach(fitting.toSorted((a, b) => b.ts.localeCompare(a.ts) || a.id.localeCompare(b.id)));
}

/** A commit of a default branch is there as such and as a change of that branch. */
function onceEach(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [`${item.source}\n${item.ts}\n${item.title}`, item])).values()];
}

function isSince({ ts, updatedAt }: Item, since: string): boolean {
  return ts >= since || updatedAt >= since;
}

function headlineOf(found: readonly Item[], { items }: ReportInput): Prose {
  if (items.length === 0) return prose`There was not one thing to read there`;
  if (found.length === 0) return prose`No thing that was read there fits the question`;
  return prose`${numberOf(found, "thing")} ${found.length === 1 ? "fits" : "fit"} the question`;
}

function tell(found: readonly Item[], most: number, input: ReportInput): Bullet[] {
  const told = found.slice(0, most).map((item) => {
    const who = ROLES.map((role) => actorFact(item, role)).find((each) => each !== undefined);
    const by = who === undefined ? [] : prose`, by ${shown(who)}`;
    return lineOf(prose`${fact(item, "title")}${by}, ${fact(item, "ts", "instant")}.`, findingsAbout(item.id, input));
  });
  return [...told, ...more(found.slice(most)).map((text) => lineOf(prose`${text}.`))];
}
