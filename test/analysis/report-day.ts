import assert from "node:assert/strict";
import { compose } from "../../src/analysis/compose.ts";
import { finding } from "../../src/analysis/rule.ts";
import { mostWordsOf, type ReportName } from "../../src/core/automation.ts";
import type { Briefing, Bullet } from "../../src/core/briefing.ts";
import type { Finding, JudgedFinding } from "../../src/core/finding.ts";
import type { Actor, Change, DraftItem, FieldValue, Item, SourceHealth } from "../../src/core/item.ts";
import type { People } from "../../src/core/person.ts";
import { fact, getFact, prose } from "../../src/core/prose.ts";
import { check } from "../../src/verify/check.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { NOW } from "../support/day.ts";
import { calendarOf, healthOf, itemOf, people as everybody } from "../support/items.ts";

/** What a report is to tell of. */
export interface ReportDay {
  report?: ReportName;
  items: readonly Item[];
  findings?: readonly (Finding | JudgedFinding)[];
  bullets?: readonly Bullet[];
  changes?: readonly Change[];
  now?: string;
  since?: string;
  people?: People;
  timezone?: string;
  /** Beside those that the items came from. */
  failed?: readonly SourceHealth[];
}

/** Composes from findings that a test made, and holds every line against its evidence. */
export function composeDay({
  report,
  items,
  findings = [],
  bullets = [],
  changes = [],
  now = NOW,
  since,
  people = everybody,
  timezone,
  failed = [],
}: ReportDay): Briefing {
  const calendar = calendarOf(timezone);
  const judged = findings.map((each): JudgedFinding => ("word" in each ? each : { finding: each, word: "new" }));
  const sources = [...[...new Set(items.map((item) => item.source))].map((source) => healthOf(source, now)), ...failed];
  const told = since === undefined ? {} : { since };
  const briefing = compose({
    automation: { id: "test", name: "Test", timezone: calendar.timezone, ...(report && { report }) },
    run: "manual:test:1",
    asOf: now,
    calendar,
    people,
    judged,
    unchecked: [],
    bullets,
    items,
    gone: [],
    changes,
    sources,
    aliases: { files: "T", ics: "C", mail: "M" },
    ...told,
  });
  assert.deepEqual(
    check(briefing, { items, gone: [], changes, mostWords: mostWordsOf(report), judged, sources, people, calendar, ...told }),
    [],
  );
  return briefing;
}

/** What a reader sees at a wide terminal where tables are told as lines, up to the evidence; one line of the page per entry. */
export function pageLines(briefing: Briefing): string[] {
  const sections = briefing.sections.map(({ columns: _columns, ...section }) => section);
  const text = renderTerminal({ ...briefing, sections }, { width: 1_000, color: false });
  const lines = text.slice(0, text.indexOf("\nEvidence\n") + 1 || undefined).replaceAll(/\n {2,}/g, " ");
  return lines.split("\n").filter((line) => line !== "");
}

/** Lines of a page under one title, their citations and keys left out. */
export function under(lines: readonly string[], title: string): string[] {
  const start = lines.indexOf(title);
  const end = lines.findIndex((line, index) => index > start && !/^(?:- |\d+\. )/.test(line));
  return start < 0 ? [] : lines.slice(start + 1, end < 0 ? undefined : end).map(bare);
}

/** A line without its citations and keys. */
export function bare(line: string): string {
  return line.replaceAll(/ (?:\[[A-Z]\d+\])+| [0-9a-f]{7}(?=\.?$)/g, "");
}

/** One date of an event; times are Berlin's on Thursday 19 November 2026 unless an instant is given. */
export function meetingOf(title: string, start: string, changes: Partial<DraftItem> = {}, fields: Record<string, FieldValue> = {}): Item {
  const from = start.includes("T") ? start : `2026-11-19T${start}:00+01:00`;
  const startAt = new Date(from).toISOString();
  const end = new Date(Date.parse(from) + 60 * 60_000).toISOString();
  return itemOf({
    id: `ics:${title.toLowerCase().replaceAll(/\W+/g, "-")}`,
    source: "ics",
    kind: "instance",
    title,
    ts: startAt,
    ...changes,
    fields: {
      calendar: "Sam",
      uid: title,
      recurring: false,
      start: startAt,
      end,
      allDay: false,
      status: "confirmed",
      showAs: "busy",
      timezone: "Europe/Berlin",
      previousStart: null,
      location: null,
      conference: null,
      documents: [],
      created: null,
      ...fields,
    },
  });
}

/** A letter; `from` and `to` are names, of which Sam Field is the reader. */
export function letterOf(
  title: string,
  from: string,
  to: string,
  changes: Partial<DraftItem> = {},
  fields: Record<string, FieldValue> = {},
): Item {
  const id = title.toLowerCase().replaceAll(/\W+/g, "-");
  return itemOf({
    id: `mail:${id}`,
    source: "mail",
    kind: "mail",
    title,
    ts: "2026-11-18T15:00:00.000Z",
    actors: [actorOf(from, "from"), actorOf(to, "to")],
    ...changes,
    fields: {
      messageId: id,
      thread: id,
      inReplyTo: null,
      folder: "INBOX",
      unread: null,
      bulk: null,
      offsetMinutes: 60,
      attachments: [],
      bounced: null,
      inviteUid: null,
      inviteStart: null,
      ...fields,
    },
  });
}

/** Somebody with an address; whose name ends in `(Acme)` works there. */
export function actorOf(name: string, role: string, response?: NonNullable<Actor["response"]>): Actor {
  const [first = ""] = name.toLowerCase().split(" ");
  const called = name.replace(" (Acme)", "");
  return { name: called, email: `${first}@${called === name ? "example.com" : "acme.example"}`, role, ...(response && { response }) };
}

/** A finding of a rule about an item, due at one of its fields. */
export function flagOf(rule: string, primary: Item, words: string, changes: Partial<Finding> & { dueField?: string } = {}): Finding {
  const { dueField, ...rest } = changes;
  const due = dueField === undefined ? undefined : getFact(primary, `fields.${dueField}`);
  const made = finding({
    rule: { id: rule, cleared: "over" },
    primary,
    factors: { impact: 3, urgency: 3 },
    confidence: 0.95,
    title: prose`${fact(primary, "title")} ${words}`,
    why: prose`as it is`,
    action: prose`see to it`,
    owner: "you",
    evidence: [getFact(primary, "title"), ...(due ? [due] : [])],
    state: "",
    ...(due && { due: String(due.value) }),
  });
  return { ...made, ...rest };
}
