import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { Fact } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { businessDaysSince, plainDateOf } from "../../../core/work-calendar.ts";
import { findingKey } from "../../../lib/hash.ts";
import type { Reading, When } from "../../language/reading.ts";
import type { Written } from "../../letters.ts";
import { finding, type FindingDraft, type RuleContext } from "../../rule.ts";
import type { Conversation } from "./threads.ts";

/** Characters of a quote that a reader takes in at a glance. */
const LONGEST_QUOTE = 100;

type Place = Reading["span"];

/** A finding about a conversation: its key stays whoever writes next. */
export function conversationFinding({ id, last }: Conversation, draft: FindingDraft): Finding {
  const evidence: FindingDraft["evidence"] = [...draft.evidence, getFact(last.item, "ts")];
  return { ...finding({ ...draft, evidence }), key: findingKey(draft.rule.id, id, draft.scope) };
}

/** What a finding about a letter rests on: its subject, when it was written, and the words. */
export function evidenceOf({ item }: Written, span?: Place): [Fact, ...Fact[]] {
  const words = span === undefined ? [] : [getFact(item, `body.${span.join("-")}`)];
  return [getFact(item, "title"), getFact(item, "ts"), ...words];
}

/** A sentence as its writer wrote it; of a long one the part in which `near` stands. */
export function quote({ item }: Written, span: Place, near: Place = span): Prose {
  const [start, end] = partOf(item.body, span, near);
  return prose`“${start > span[0] ? "…" : ""}${fact(item, `body.${start}-${end}`)}${end < span[1] ? "…" : ""}”`;
}

/** The reader's plain date of a day or an instant. */
export function dateOf({ at }: When, { calendar }: RuleContext): string {
  return at.includes("T") ? plainDateOf(at, calendar.timezone) : at;
}

/** Days from today to the day that a letter names, by the reader's calendar; negative where it is past. */
export function daysUntil(when: When, context: RuleContext): number {
  const today = Temporal.PlainDate.from(plainDateOf(context.now, context.calendar.timezone));
  return today.until(dateOf(when, context), { largestUnit: "days" }).days;
}

/** How near the day is that a letter names: words such as "tomorrow" mean another day when they are read later. */
export function dueIn(mail: Written, when: When, context: RuleContext): Prose {
  const days = daysUntil(when, context);
  if (days === 0) return prose`due now`;
  const count = daysOf(mail, when, context);
  return days > 0 ? prose`due in ${count}` : prose`${count} late`;
}

/** Days to or since the day that a letter names. */
export function daysOf({ item }: Written, when: When, context: RuleContext): Span {
  return derived(Math.abs(daysUntil(when, context)), "day", [getFact(item, `body.${when.span.join("-")}`)]);
}

/** How long ago a letter was written: in business days, or the time where none has passed. */
export function ago({ item }: Written, { now, calendar }: RuleContext): Prose {
  const days = businessDaysSince(calendar, item.ts, now);
  if (days > 0) return prose`${derived(days, "business day", [getFact(item, "ts")])} ago`;
  const isToday = plainDateOf(item.ts, calendar.timezone) === plainDateOf(now, calendar.timezone);
  return isToday ? prose`at ${fact(item, "ts", "time")}` : prose`on ${fact(item, "ts", "instant")}`;
}

/** At most so much of a span as is read at a glance, cut between words, with the end of `near` in it. */
function partOf(body: string, [start, end]: Place, near: Place): Place {
  if (end - start <= LONGEST_QUOTE) return [start, end];
  const isFar = near[1] < end && near[1] - start > LONGEST_QUOTE;
  const from = isFar ? afterBlank(body, near[1] - LONGEST_QUOTE, near[1]) : start;
  if (end - from <= LONGEST_QUOTE) return [from, end];
  const to = from + LONGEST_QUOTE;
  const blank = body.slice(from, to).search(/\s\S*$/);
  return [from, blank > 0 ? from + blank : to - (isHalf(body, to) ? 1 : 0)];
}

function afterBlank(body: string, from: number, to: number): number {
  const blank = body.slice(from, to).search(/\s/);
  return blank < 0 ? from + (isHalf(body, from) ? 1 : 0) : from + blank + 1;
}

/** Whether a place lies between the two halves of one character. */
function isHalf(body: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(body.charAt(at));
}
