import type { DraftItem, FieldValue, Item, SourceHealth } from "../../src/core/item.ts";
import type { People, Person } from "../../src/core/person.ts";
import type { WorkCalendar } from "../../src/core/work-calendar.ts";
import { sealItem } from "../../src/lib/hash.ts";

/** An item with everything that a test does not care about filled in. */
export function itemOf(draft: Partial<DraftItem> & Pick<DraftItem, "id" | "source" | "kind">): Item {
  const ts = draft.ts ?? draft.updatedAt ?? "2026-11-18T09:00:00.000Z";
  return sealItem({ title: draft.id, body: "", ts, updatedAt: ts, actors: [], fields: {}, ...draft });
}

/** A task as the files connector makes it; `changes` are fields, `updatedAt` the last edit. */
export function taskOf(title: string, changes: Readonly<Record<string, FieldValue>> = {}, updatedAt = "2026-11-18T09:00:00.000Z"): Item {
  const path = typeof changes["path"] === "string" ? changes["path"] : "tasks/launch.md";
  const fields = { status: "todo", owner: null, due: null, blockedBy: null, blockedSince: null, path, line: 3, ...changes };
  return itemOf({
    id: `files:${path}#${title.toLowerCase().replaceAll(/\W+/g, "-")}`,
    source: "files",
    kind: "task",
    title,
    updatedAt,
    fields,
  });
}

/** People of a workspace: its owner first. */
export const people: People = {
  all: [
    personOf("me", "Sam Field", { emails: ["sam@example.com"], aliases: ["sam"] }),
    personOf("dana", "Dana Reyes", { aliases: ["dreyes"] }),
    personOf("priya", "Priya Nair", { vip: true }),
  ],
};

function personOf(key: string, name: string, changes: Partial<Person> = {}): Person {
  return { key, name, emails: [], aliases: [], absences: [], vip: false, ...changes };
}

/** Monday to Friday, nine to six; Thanksgiving 2026 off. */
export function calendarOf(timezone = "Europe/Berlin", changes: Partial<WorkCalendar> = {}): WorkCalendar {
  return { timezone, workdays: [1, 2, 3, 4, 5], hours: { start: "09:00", end: "18:00" }, holidays: ["2026-11-26"], ...changes };
}

/** A source that answered, as of `to`. */
export function healthOf(source: string, to: string, changes: Partial<SourceHealth> = {}): SourceHealth {
  const from = new Date(Date.parse(to) - 7 * 24 * 60 * 60 * 1000).toISOString();
  return { source, ok: true, fetchedAt: to, window: { from, to }, count: 1, ...changes };
}
