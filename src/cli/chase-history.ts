import { z } from "zod";
import { historyOf, type HistoryEntry } from "../analysis/chase/history.ts";
import type { Automation } from "../core/automation.ts";
import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError } from "../core/errors.ts";
import { planTasksIn } from "../core/kinds/launch.ts";
import type { DocumentStore } from "../core/ports/store.ts";
import { fieldsLeftIn } from "../deliveries/plan/receipt.ts";
import { formatDay, formatInstant, type Reader } from "../render/prose.ts";
import { nameOf } from "./ask-words.ts";
import type { Reading } from "./open.ts";
import { oneLine } from "./print.ts";

/** With what people call the task. */
export interface NamedEntry extends HistoryEntry {
  key: string;
  title: string;
}

/** So many of the last messages are looked through for changes of the plan. */
const MOST_LOOKED_AT = 5_000;
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const change = z.object({ item: z.string(), field: z.string(), from: value, to: value, at: z.string(), by: z.string().exactOptional() });
/** What an automation keeps in mind, as far as it is about this. */
const memorySchema = z.object({
  changes: z.array(change).catch([]),
  sources: z.record(z.string(), z.object({ gathered: z.string() })).catch({}),
});

/** A task as people call it. */
type Task = Pick<NamedEntry, "item" | "key" | "title">;

/** What is known of the past of a plan. */
interface PlanHistory {
  /** Oldest first. */
  entries: NamedEntry[];
  /** Every task of it that was ever read, asked about or written; none before the first digest. */
  tasks: Task[];
}

/** What became of the fields of the tasks that an automation asks about. */
export async function readHistory({ store, workspace }: Reading, { id, writes }: Automation): Promise<PlanHistory> {
  const { outbox, documents, asks } = store;
  const memory = memorySchema.parse(await store.memory.load(id));
  const rows = await asks.list({ automation: id, endedSince: "" });
  const grants = new Set(writes.flatMap(({ name, carries }) => (carries === "updates" ? [name] : [])));
  const sent = await outbox.list({ states: ["sent"], limit: MOST_LOOKED_AT });
  const own = sent.filter(({ automation, grant }) => automation === id && grants.has(grant));
  const found = await Promise.all(own.map((entry) => updateOf(documents, entry)));
  const updates = found.flatMap((update) => update ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const tasks = await tasksIn(store, memory);
  const entries = historyOf({
    ...{ changes: memory.changes, updates, asks: rows, nameOf: (person) => nameOf(person, workspace.people) },
    tasks: tasks.map(({ item }) => item),
  });
  const asked = rows.map(({ item, key, title }) => ({ id: item, key, title }));
  const named = [...asked, ...updates.map(({ item }) => item), ...tasks.map(({ item: { id, title }, key }) => ({ id, key, title }))];
  const known = new Map(named.map((each) => [each.id, each]));
  // What is watched of other things is no part of the plan.
  const told = entries.flatMap((entry) => {
    const task = known.get(entry.item);
    return task === undefined ? [] : [{ ...entry, key: task.key, title: task.title }];
  });
  return { entries: told, tasks: [...known.values()].map(({ id: item, key, title }) => ({ item, key, title })) };
}

/** The tasks of the plan as the last run read it that told of it. */
async function tasksIn({ documents, items }: Reading["store"], { sources }: z.infer<typeof memorySchema>) {
  const gathered = await Promise.all(
    Object.values(sources).map((source) => unlessGone(documents.get<{ items: readonly string[] }>(source.gathered))),
  );
  const read = await unlessGone(items.get(gathered.flatMap((each) => each?.items ?? [])));
  return planTasksIn(read ?? []);
}

async function updateOf(documents: DocumentStore, { briefing, receipt = "" }: OutboxEntry) {
  const { update } = (await unlessGone(documents.get<Briefing>(briefing))) ?? {};
  return update && { ...update, left: fieldsLeftIn(receipt) };
}

/** Undefined where it is kept no more. */
async function unlessGone<Kept>(kept: Promise<Kept>): Promise<Kept | undefined> {
  try {
    return await kept;
  } catch (error) {
    if (error instanceof PermanentError && (error.code === "document-missing" || error.code === "item-missing")) return undefined;
    throw error;
  }
}

/** Whether somebody who names a task means this one. */
export function isAbout({ item, key, title }: Task, wanted: string): boolean {
  return [item, key, title].some((name) => name.toLowerCase() === wanted.trim().toLowerCase());
}

/** The rows of a table of what became of tasks. */
export function historyRows(entries: readonly NamedEntry[], reader: Reader): string[][] {
  const rows = entries.map((entry) => [
    entry.key,
    `${entry.how === "seen" ? "by " : ""}${formatInstant(entry.at, reader)}`,
    `${FIELD_WORDS[entry.field]}: ${changeInWords(entry, reader)}`,
    whoInWords(entry),
    entry.quote === "" ? "" : `“${oneLine(entry.quote)}”`,
  ]);
  return [["ITEM", "WHEN", "WHAT", "WHO", "IN THEIR WORDS"], ...rows];
}

const FIELD_WORDS: Readonly<Record<HistoryEntry["field"], string>> = {
  ...{ status: "status", owner: "owner", due: "due", eta: "ETA", blocker: "blocker" },
};

function changeInWords({ how, from, to }: HistoryEntry, reader: Reader): string {
  return how === "said" ? wordOf(to, reader) : `${wordOf(from, reader)} → ${wordOf(to, reader)}`;
}

function wordOf(text: string | null, reader: Reader): string {
  if (text === null) return "none";
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return formatDay(`${text}T12:00:00.000Z`, { ...reader, timezone: "UTC" });
  return oneLine(/^[a-z]+(?:_[a-z]+)+$/.test(text) ? text.replaceAll("_", " ") : text);
}

function whoInWords({ how, who }: HistoryEntry): string {
  if (how === "seen") return who === null ? "changed in the plan" : `${oneLine(who)}, in the plan`;
  return `${oneLine(who ?? "")}, ${how === "written" ? "written by Chief" : "not written"}`;
}
