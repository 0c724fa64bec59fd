import assert from "node:assert/strict";
import { analyse } from "../../src/analysis/analyse.ts";
import { compose } from "../../src/analysis/compose.ts";
import type { Rule } from "../../src/analysis/rule.ts";
import type { FieldValue, Item } from "../../src/core/item.ts";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { WorkCalendar } from "../../src/core/work-calendar.ts";
import { check } from "../../src/verify/check.ts";
import { calendarOf, healthOf, people } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { actorOf, letterOf } from "./report-day.ts";
import { NOW, run } from "./run-rule.ts";

/** A letter as a test cares about it; Sam Field is the reader, Priya Nair is important, `(Acme)` is elsewhere. */
export interface Words {
  from?: string;
  to?: readonly string[];
  cc?: readonly string[];
  body?: string;
  quoteSpans?: Item["quoteSpans"];
}

export const ME = "Sam Field";
export const COLLEAGUE = "Lee Chen";
export const VIP = "Priya Nair";
export const CUSTOMER = "Dana Fox (Acme)";

/** One letter; `at` is a UTC instant, or a day and a time such as `2026-11-16 11:00`. */
export function letter(title: string, at: string, words: Words = {}, fields: Record<string, FieldValue> = {}): Item {
  const { from = COLLEAGUE, to = [ME], cc = [], body = "All is well.", quoteSpans = [] } = words;
  const ts = at.includes("T") ? at : new Date(`${at.replace(" ", "T")}:00+01:00`).toISOString();
  const actors = [actorOf(from, "from"), ...to.map((name) => actorOf(name, "to")), ...cc.map((name) => actorOf(name, "cc"))];
  return letterOf(title, from, ME, { actors, body, ts, updatedAt: ts, quoteSpans }, fields);
}

/** A letter in the conversation of another. */
export function reply(to: Item, at: string, words: Words = {}, fields: Record<string, FieldValue> = {}): Item {
  const thread = String(to.fields["thread"]);
  return letter(`Re: ${to.title} ${at}`, at, words, { thread, inReplyTo: String(to.fields["messageId"]), ...fields });
}

/** The titles of what a rule finds in conversations that are looked at one by one. */
export function foundIn(rule: Rule, cases: Readonly<Record<string, readonly Item[]>>, now?: string, calendar?: WorkCalendar): string[] {
  return Object.entries(cases).flatMap(([name, items]) => (run(rule, items, now, calendar).length > 0 ? [name] : []));
}

/** Asserts that the rule speaks in each case. */
export function assertAll(rule: Rule, cases: Readonly<Record<string, readonly Item[]>>, now?: string, calendar?: WorkCalendar): void {
  assert.deepEqual(foundIn(rule, cases, now, calendar), Object.keys(cases));
}

/** Asserts that the rule is silent in each case. */
export function assertSilent(rule: Rule, cases: Readonly<Record<string, readonly Item[]>>, now?: string, calendar?: WorkCalendar): void {
  assert.deepEqual(foundIn(rule, cases, now, calendar), []);
}

/** What a rule says of the first thing that it finds: title, why and action. */
export function said(rule: Rule, items: readonly Item[], now?: string): string[] {
  const [first] = run(rule, items, now);
  return first === undefined ? [] : [first.title, first.why, first.action].map(textOf);
}

/** A morning with these letters and nothing else: its briefing is held against its evidence. */
export function morning(items: readonly Item[], ledger: readonly LedgerEntry[] = [], now = NOW): ReturnType<typeof analyse> {
  const calendar = calendarOf();
  const sources = [healthOf("mail", now)];
  const seen = { items, gone: [], changes: [], sources, now, calendar, people };
  const analysis = analyse({ ...seen, ledger, thresholds: {}, reader: "me" });
  const briefing = compose({
    ...seen,
    automation: { id: "test", name: "Test", timezone: calendar.timezone },
    run: "manual:test:1",
    asOf: now,
    judged: analysis.judged,
    unchecked: [],
    bullets: [],
    aliases: { mail: "M" },
  });
  assert.deepEqual(check(briefing, { items, gone: [], judged: analysis.judged, sources, people, calendar }), []);
  return analysis;
}
