import type { Bullet } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import { mailIn, type Mail } from "../../core/kinds/mail.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { capitalised, joined } from "../facts.ts";
import { inboxOf, type Weighed } from "../inbox.ts";
import { nameOf, quoteOf, requestIn } from "../letters.ts";
import { membersOf } from "../select.ts";
import { counted as numberOf, more } from "../summary/counted.ts";
import { GOOD_TO_KNOW, NEEDS_YOU } from "../triage.ts";
import { findingsAbout, finishSections, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Reasons told with a letter: the weightiest come first. */
const MOST_REASONS = 3;

/** The letters that need the reader, by their weight or by what is at risk, each with its reasons; those that are good to know; how many need nothing. */
export const inboxTriage: Report = (input) => {
  const inbox = inboxOf(input);
  const atRisk = threadsAtRisk(input);
  const isNeeded = ({ score, mail }: Weighed): boolean => score >= NEEDS_YOU || atRisk.has(mail.thread);
  const needed = inbox.filter(isNeeded).toSorted((a, b) => b.score - a.score);
  const besides = [...atRisk.values()].filter(({ thread }) => !needed.some(({ mail }) => mail.thread === thread));
  const recent = inbox.filter((each) => each.isNew && !isNeeded(each));
  const known = recent.filter(({ score }) => score >= GOOD_TO_KNOW);
  const rest = recent.filter(({ score }) => score < GOOD_TO_KNOW);
  return (room) => {
    const beyond = needed.slice(room.today).map(({ mail }) => mail.item);
    const sections = [
      {
        id: "today",
        title: "Needs you",
        style: "numbered",
        bullets: [
          ...needed.slice(0, room.today).map((each) => neededLine(each, input)),
          ...more(beyond).map((count) => lineOf(prose`${count}.`)),
        ],
      },
      { id: "changed", title: "Good to know", style: "list", bullets: known.slice(0, room.changed).map(({ mail }) => knownLine(mail)) },
      { id: "counts", title: "The rest", style: "line", bullets: restLines([...known.slice(room.changed), ...rest]) },
    ] as const;
    return { headline: headlineOf({ needed, besides, known, rest }), sections: finishSections(sections, input, room) };
  };
};

/** Who, about what, in which words, and why it is here. */
function neededLine({ mail, reasons }: Weighed, input: ReportInput): Bullet {
  const asked = requestIn(mail, input);
  const words = asked === undefined ? [] : prose`: ${quoteOf(mail, asked.span)}`;
  const why = reasons.length === 0 ? "" : ` (${reasons.slice(0, MOST_REASONS).join(", ")})`;
  return lineOf(prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}${words}${why}.`, findingsOn(mail, input));
}

/** What stands about a conversation: its key may rest on another of its letters. */
function findingsOn({ thread }: Mail, input: ReportInput): JudgedFinding[] {
  return mailIn(input.items).flatMap((each) => (each.thread === thread ? findingsAbout(each.item.id, input) : []));
}

/** The conversations that something at risk is about, each with one of its letters. */
function threadsAtRisk({ items, selection }: ReportInput): ReadonlyMap<string, Mail> {
  const about = new Set([...selection.risks, ...selection.more].flatMap(membersOf).map(({ finding }) => finding.primary));
  return new Map(mailIn(items).flatMap((mail) => (about.has(mail.item.id) ? [[mail.thread, mail] as const] : [])));
}

function knownLine(mail: Mail): Bullet {
  return lineOf(prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}.`);
}

function restLines(rest: readonly Weighed[]): Bullet[] {
  if (rest.length === 0) return [];
  return [{ ...lineOf(prose`${letters(rest, "mail")} ${rest.length === 1 ? "needs" : "need"} nothing.`), cites: [] }];
}

interface Sorted {
  needed: readonly Weighed[];
  /** What is at risk in conversations in which the reader wrote last. */
  besides: readonly Mail[];
  known: readonly Weighed[];
  rest: readonly Weighed[];
}

/** `2 mails need you, 1 more is at risk, 3 more are good to know, 41 need nothing.` */
function headlineOf({ needed, besides, known, rest }: Sorted): Prose {
  const items = besides.map(({ item }) => item);
  const atRisk = prose`${numberOf(items, needed.length === 0 ? "mail" : "")} ${besides.length === 1 ? "is" : "are"} at risk`;
  const parts = [
    ...(needed.length === 0 ? [] : [prose`${letters(needed, "mail")} ${needed.length === 1 ? "needs" : "need"} you`]),
    ...(besides.length === 0 ? [] : [atRisk]),
    ...(needed.length + besides.length === 0 ? [prose`no mail needs you`] : []),
    ...(known.length === 0 ? [] : [prose`${letters(known, "")} ${known.length === 1 ? "is" : "are"} good to know`]),
    ...(rest.length === 0 ? [] : [prose`${letters(rest, "")} ${rest.length === 1 ? "needs" : "need"} nothing`]),
  ];
  return prose`${capitalised(joined(parts, ", "))}.`;
}

function letters(counted: readonly Weighed[], unit: string): Prose {
  return numberOf(
    counted.map(({ mail }) => mail.item),
    unit,
  );
}
