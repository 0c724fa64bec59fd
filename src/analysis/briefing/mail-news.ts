import type { Bullet } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import { inboxOf, type InboxInput } from "../inbox.ts";
import { nameOf } from "../letters.ts";
import { counted, more } from "../summary/counted.ts";
import { NEEDS_YOU } from "../triage.ts";

/** Letters named in one line; the rest is counted. */
const MOST_NAMES = 3;

/** What is new in the inbox: the line on letters that want something of their reader, and those that need nothing. */
export interface MailNews {
  bullets: Bullet[];
  /** The letters that the line speaks of. */
  wanted: Item[];
  rest: Item[];
}

/** New letters beside those that a finding speaks of. */
export function mailNews(input: InboxInput & { judged: readonly JudgedFinding[] }): MailNews {
  const told = new Set(input.judged.flatMap(({ finding }) => finding.evidence.map((each) => each.item)));
  const fresh = inboxOf(input, (mail, isNew) => isNew && !told.has(mail.item.id));
  const wanted = fresh.filter(({ score }) => score >= NEEDS_YOU).map(({ mail }) => mail);
  const rest = fresh.filter(({ score }) => score < NEEDS_YOU).map(({ mail }) => mail.item);
  if (wanted.length === 0) return { bullets: [], wanted: [], rest };
  const named = wanted.slice(0, MOST_NAMES);
  const items = wanted.map(({ item }) => item);
  const parts: Prose[] = named.map((mail) => prose`${nameOf(mail, "from")}, ${fact(mail.item, "title")}`);
  const text = prose`New mail for you: ${joined([...parts, ...more(items.slice(MOST_NAMES))], "; ")}.`;
  const short = prose`${counted(items, "new mail")} for you.`;
  return { bullets: [{ kind: "fact", text, short, cites: named.map(({ item }) => item.id), flags: [] }], wanted: items, rest };
}

/** `41 other mails need nothing.`, to end what was looked at; nothing where there are none. */
export function needNothing(rest: readonly Item[]): Prose {
  return rest.length === 0 ? [] : prose` ${counted(rest, "other mail")} ${rest.length === 1 ? "needs" : "need"} nothing.`;
}
