import { isPersonal, type Briefing, type Bullet } from "../../core/briefing.ts";
import { listOf } from "../../lib/text.ts";
import { guardText } from "../guard.ts";
import { EXAMPLE_WORD } from "../page.ts";
import { formatDay } from "../prose.ts";

const LONGEST_TITLE = 80;
const LONGEST_SUBJECT = 200;
/** So many of what is asked about are named. */
const MOST_TITLES = 3;

/** `Morning briefing · Fri 20 Nov · 2 at risk`, with EXAMPLE first where the data is made up; an answer has that of the letter which it answers. */
export function subjectOf(briefing: Briefing): string {
  if (briefing.answers) return `Re: ${guardText(briefing.answers.subject, LONGEST_SUBJECT)}`;
  if (isPersonal(briefing)) return personalSubject(briefing);
  const { example, title, asOf, timezone } = briefing;
  // What a question says of a message is no list of risks.
  const risks = briefing.request ? 0 : risksIn(briefing);
  const parts = [
    example ? EXAMPLE_WORD : "",
    guardText(title, LONGEST_TITLE).trim(),
    formatDay(asOf, { timezone, asOf }),
    risks > 0 ? `${risks.toLocaleString("en-US")} at risk` : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** `Launch status: how do “Docs” and “Load test” stand?`, so that the name of a task does not read as an order. */
function personalSubject({ title, asking, example }: Briefing): string {
  const titles = (asking?.asks ?? []).map((ask) => `“${guardText(ask.title, LONGEST_TITLE).trim()}”`);
  const named = titles.length > MOST_TITLES ? [...titles.slice(0, MOST_TITLES), `${titles.length - MOST_TITLES} more`] : titles;
  const question = titles.length === 0 ? "" : `how ${titles.length === 1 ? "does" : "do"} ${listOf(named)} stand?`;
  const name = `${example ? `${EXAMPLE_WORD} · ` : ""}${guardText(title, LONGEST_TITLE).trim()}`;
  return guardText([name, question].filter((part) => part !== "").join(": "), LONGEST_SUBJECT);
}

/** Those that are told, and those that are counted behind them. */
function risksIn({ sections }: Briefing): number {
  const bullets = sections.filter(({ id }) => id === "risks").flatMap((section) => section.bullets);
  return bullets.reduce((sum, bullet) => sum + countIn(bullet), 0);
}

/** A line without a fact names nothing: its number counts others. */
function countIn({ text }: Bullet): number {
  if (text.some((span) => span.kind === "fact")) return 1;
  return text.find((span) => span.kind === "derived")?.derived.value ?? 1;
}
