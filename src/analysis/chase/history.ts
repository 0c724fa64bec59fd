import type { Answer, Ask } from "../../core/ask.ts";
import type { PlanField, PlanUpdate } from "../../core/briefing.ts";
import type { Change, FieldValue, Item } from "../../core/item.ts";
import { roughly, toldStatusOf } from "../../lib/rows/told.ts";
import { statusIn } from "./updates.ts";

/** The fields of a task whose past is told. */
export type HistoryField = PlanField | "owner" | "due";

/** One field of a task that became another, or that somebody said is another. */
export interface HistoryEntry {
  /** Id of the Item. */
  item: string;
  field: HistoryField;
  /** In the plan's words, or one of TOLD_STATUSES; plain dates. What was said and not written has no `from`. */
  from: string | null;
  to: string | null;
  /** A UTC instant: when it was said; of what was `seen`, when that was, which is some time after it was changed. */
  at: string;
  /** `seen` in the plan, whoever changed it; `written` there, or beside it, by Chief; `said` and not written. */
  how: "seen" | "written" | "said";
  /** Who said it, or edited the task last where its service tells; null where nobody knows. */
  who: string | null;
  /** The words that say so; empty where there are none. */
  quote: string;
}

/** What is known of the past of a plan. */
export interface PlanPast {
  changes: readonly Change[];
  /** What was written into the plan, or beside it, but for the fields that were left as they were; oldest first. */
  updates: readonly (PlanUpdate & { left: readonly PlanField[] })[];
  asks: readonly Ask[];
  /** The tasks as they were read last. */
  tasks: readonly Item[];
  nameOf(person: string): string;
}

/** What became of the fields of a plan's tasks, oldest first, and who said so; each change once, though Chief saw again what it had written. */
export function historyOf({ changes, updates, asks, tasks, nameOf }: PlanPast): HistoryEntry[] {
  const told = updates.flatMap(entriesOfUpdate);
  const taken = new Set(updates.map(({ item, by, at }) => [item.id, by, at].join("\n")));
  const seen = changes.flatMap((change) => entryOfChange(change, changes));
  const said = asks.flatMap(({ item, person, answer }) =>
    answer === undefined || taken.has([item, person, answer.at].join("\n")) ? [] : entriesOfAnswer(item, nameOf(person), answer),
  );
  const others = seen.filter((entry) => !isOwn(entry, told, seen));
  const news = said.filter((entry) => !stoodThere(entry, tasks, seen));
  return [...told, ...news, ...others].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function entriesOfUpdate({ item, changes, name, at, quote, left }: PlanPast["updates"][number]): HistoryEntry[] {
  return changes.map(({ field, from, to }): HistoryEntry => {
    const said = { item: item.id, field, to, at, who: name, quote };
    return left.includes(field) ? { ...said, from: null, how: "said" } : { ...said, from, how: "written" };
  });
}

function entriesOfAnswer(item: string, who: string, { told: { status, eta, blocker }, at, quote }: Answer): HistoryEntry[] {
  const day = eta !== null && typeof eta === "object" ? `${eta.from} to ${eta.to}` : eta;
  const fields: [HistoryField, string | null][] = [
    ["status", status],
    ["eta", day],
    ["blocker", blocker?.what ?? null],
  ];
  return fields.flatMap(([field, to]) => (to === null ? [] : [{ item, field, from: null, to, at, how: "said", who, quote }]));
}

const FIELDS: ReadonlyMap<string, HistoryField> = new Map([
  ["status", "status"],
  ["statusName", "status"],
  ["owner", "owner"],
  ["due", "due"],
  ["eta", "eta"],
  ["blockedBy", "blocker"],
]);

function entryOfChange({ item, field: name, from, to, at, by }: Change, all: readonly Change[]): HistoryEntry[] {
  const field = FIELDS.get(name);
  // How a task stands is told by the plan's own word where there is one.
  const isTwice = name === "status" && all.some((other) => other.item === item && other.at === at && other.field === "statusName");
  if (field === undefined || isTwice) return [];
  return [{ item, field, from: textOf(from), to: textOf(to), at, how: "seen", who: by ?? null, quote: "" }];
}

/** Whether the plan said so when it was said: what had not changed afterwards, and says the same. */
function stoodThere({ item: id, field, to, at }: HistoryEntry, tasks: readonly Item[], seen: readonly HistoryEntry[]): boolean {
  const task = tasks.find((each) => each.id === id);
  if (task === undefined || seen.some((each) => each.item === id && each.field === field && each.at > at)) return false;
  return to === (field === "status" ? statusIn(task.fields) : task.fields[field === "blocker" ? "blockedBy" : field]);
}

function textOf(value: FieldValue): string | null {
  return value === null ? null : String(value);
}

/** Whether what was seen is what Chief had written, and nobody has changed in between. */
function isOwn(entry: HistoryEntry, told: readonly HistoryEntry[], seen: readonly HistoryEntry[]): boolean {
  const before = ({ item, field, at }: HistoryEntry): boolean => item === entry.item && field === entry.field && at < entry.at;
  const last = told.findLast((each) => each.how === "written" && before(each));
  return last !== undefined && isSame(last, entry) && !seen.some((each) => before(each) && each.at > last.at);
}

function isSame({ field, to: told }: HistoryEntry, { to }: HistoryEntry): boolean {
  const [a, b] = [told, to].map((word) => (field === "status" && word !== null ? toldStatusOf(word) : undefined));
  return a === undefined || b === undefined ? told === to : roughly(a) === roughly(b);
}
