import type { Bullet } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { mailIn, type Mail } from "../../core/kinds/mail.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { capitalised, joined } from "../facts.ts";
import { inboxOf, type Weighed } from "../inbox.ts";
import { nameOf, quoteOf, requestIn } from "../letters.ts";
import { counted as numberOf, more } from "../summary/counted.ts";
import { membersOf } from "../select.ts";
import { GOOD_TO_KNOW, isNewsletter, NEEDS_YOU } from "../triage.ts";
import { findingsAbout, finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Reasons told with a letter: the weightiest come first. */
const MOST_REASONS = 3;

/** The letters that need the reader, by their weight or by what is at risk, each with its reasons; those that are good to know; how many need nothing. */
export const inboxTriage: Report = (input) => {
  const inbox = inboxOf({ ...input, since: input.since ?? lookBackOf(input) });
  const atRisk = threadsAtRisk(input);
  const isNeeded = ({ score, mail }: Weighed): boolean => score >= NEEDS_YOU || atRisk.has(mail.thread);
  const letters = inbox.filter(isNeeded).toSorted((a, b) => b.score - a.score);
  const needed = [...letters.map((each) => toNeeded(each, input)), ...flaggedBesides(letters, input)];
  const recent = inbox.filter((each) => each.isNew && !isNeeded(each));
  const known = recent.filter(({ score }) => score >= GOOD_TO_KNOW);
  const rest = recent.filter(({ score }) => score < GOOD_TO_KNOW);
  return (room) => {
    const beyond = needed.slice(room.today);
    const sections = [
      {
        id: "today",
        title: "Needs you",
        style: "numbered",
        bullets: [
          ...needed.slice(0, room.today).map(({ text, judged }) => lineOf(text, judged)),
          ...more(beyond.map(({ item }) => item)).map((count) =>
            lineOf(
              prose`${count}.`,
              beyond.flatMap(({ judged }) => judged),
            ),
          ),
        ],
      },
      { id: "changed", title: "Good to know", style: "list", bullets: known.slice(0, room.changed).map(({ mail }) => knownLine(mail)) },
      { id: "counts", title: "The rest", style: "line", bullets: restLines([...known.slice(room.changed), ...rest]) },
    ] as const;
    return finishReport({ headline: headlineOf(needed, known, rest), sections }, input, room);
  };
};

/** On a first run what is new is all that is said to have been looked at. */
function lookBackOf({ sources, asOf }: ReportInput): string {
  return sources.map(({ window }) => window.from).toSorted()[0] ?? asOf;
}

/** What wants something of the reader, in a line, and the flags by which that can be answered. */
interface Needed {
  item: Item;
  text: Prose;
  judged: readonly JudgedFinding[];
}

function toNeeded(weighed: Weighed, input: ReportInput): Needed {
  return { item: weighed.mail.item, text: letterText(weighed, input), judged: findingsOn(weighed.mail, input) };
}

/** What is at risk in other letters, such as a promise of the reader's own. */
function flaggedBesides(letters: readonly Weighed[], input: ReportInput): Needed[] {
  const told = new Set(letters.flatMap(({ mail }) => findingsOn(mail, input)));
  const items = new Map(mailIn(input.items).map(({ item }) => [item.id, item]));
  return [...input.selection.risks, ...input.selection.more].flatMap((group): Needed[] => {
    const item = items.get(group.lead.finding.primary);
    const judged = membersOf(group).filter((each) => !told.has(each));
    return item === undefined || judged[0] === undefined ? [] : [{ item, text: prose`${judged[0].finding.title}.`, judged }];
  });
}

/** Who, about what, in which words, and why it is here. */
export function letterText({ mail, reasons }: Weighed, input: ReportInput): Prose {
  const asked = requestIn(mail, input);
  const words = asked === undefined ? [] : prose`: ${quoteOf(mail, asked.span)}`;
  const why = reasons.length === 0 ? "" : ` (${reasons.slice(0, MOST_REASONS).join(", ")})`;
  return prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}${words}${why}.`;
}

/** What stands about a conversation: its flag may rest on another of its letters. */
function findingsOn({ thread }: Mail, input: ReportInput): JudgedFinding[] {
  return mailIn(input.items).flatMap((each) => (each.thread === thread ? findingsAbout(each.item.id, input) : []));
}

/** The conversations that something at risk is about. */
function threadsAtRisk({ items, selection }: ReportInput): ReadonlySet<string> {
  const about = new Set([...selection.risks, ...selection.more].flatMap(membersOf).map(({ finding }) => finding.primary));
  return new Set(mailIn(items).flatMap(({ item, thread }) => (about.has(item.id) ? [thread] : [])));
}

function knownLine(mail: Mail): Bullet {
  return lineOf(prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}.`);
}

function restLines(rest: readonly Weighed[]): Bullet[] {
  if (rest.length === 0) return [];
  const news = rest.filter(({ mail }) => isNewsletter(mail));
  const sent = news.length === 0 ? [] : prose`, ${countOf(news, "")} of them ${news.length === 1 ? "a newsletter" : "newsletters"}`;
  return [{ ...lineOf(prose`${countOf(rest, "mail")} ${rest.length === 1 ? "needs" : "need"} nothing${sent}.`), cites: [] }];
}

/** `2 mails need you; 3 more are good to know, 41 need nothing.` */
function headlineOf(needed: readonly Needed[], known: readonly Weighed[], rest: readonly Weighed[]): Prose {
  const parts = [
    needed.length === 0
      ? prose`no mail needs you`
      : prose`${numberOf(
          needed.map(({ item }) => item),
          "mail",
        )} ${needed.length === 1 ? "needs" : "need"} you`,
    ...(known.length === 0 ? [] : [prose`${countOf(known, "")} ${known.length === 1 ? "is" : "are"} good to know`]),
    ...(rest.length === 0 ? [] : [prose`${countOf(rest, "")} ${rest.length === 1 ? "needs" : "need"} nothing`]),
  ];
  return capitalised(joined(parts, ", "));
}

function countOf(counted: readonly Weighed[], unit: string): Prose {
  return numberOf(
    counted.map(({ mail }) => mail.item),
    unit,
  );
}
