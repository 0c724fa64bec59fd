import type { Bullet } from "../../core/briefing.ts";
import type { Mail } from "../../core/kinds/mail.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { capitalised, joined } from "../facts.ts";
import { inboxOf, type Weighed } from "../inbox.ts";
import { nameOf, quoteOf, read } from "../letters.ts";
import { counted as numberOf, more } from "../summary/counted.ts";
import { GOOD_TO_KNOW, NEEDS_YOU } from "../triage.ts";
import { findingsAbout, finishSections, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

/** Reasons told with a letter: the weightiest come first. */
const MOST_REASONS = 3;
const ASKED = 0.5;

/** The letters that need the reader, each with its reasons; those that are good to know; how many need nothing. */
export const inboxTriage: Report = (input) => {
  const inbox = inboxOf(input);
  const needed = inbox.filter(({ score }) => score >= NEEDS_YOU).toSorted((a, b) => b.score - a.score);
  const recent = inbox.filter(({ score, isNew }) => score < NEEDS_YOU && isNew);
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
    return { headline: headlineOf(needed, known, rest), sections: finishSections(sections, input, room) };
  };
};

/** Who, about what, in which words, and why it is here. */
function neededLine({ mail, reasons }: Weighed, input: ReportInput): Bullet {
  const asked = read(mail, input).find(({ request }) => request >= ASKED);
  const words = asked === undefined ? [] : prose`: ${quoteOf(mail, asked.span)}`;
  const why = reasons.length === 0 ? "" : ` (${reasons.slice(0, MOST_REASONS).join(", ")})`;
  return lineOf(prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}${words}${why}.`, findingsAbout(mail.item.id, input));
}

function knownLine(mail: Mail): Bullet {
  return lineOf(prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}.`);
}

function restLines(rest: readonly Weighed[]): Bullet[] {
  if (rest.length === 0) return [];
  return [{ ...lineOf(prose`${letters(rest, "mail")} ${rest.length === 1 ? "needs" : "need"} nothing.`), cites: [] }];
}

/** `2 mails need you; 3 more are good to know, 41 need nothing.` */
function headlineOf(needed: readonly Weighed[], known: readonly Weighed[], rest: readonly Weighed[]): Prose {
  const parts = [
    needed.length === 0 ? prose`no mail needs you` : prose`${letters(needed, "mail")} ${needed.length === 1 ? "needs" : "need"} you`,
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
