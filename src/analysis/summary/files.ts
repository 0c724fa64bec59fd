import type { Bullet } from "../../core/briefing.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { derived, fact, prose, type Prose } from "../../core/prose.ts";
import type { Material } from "../../core/ports/agent.ts";
import { joined } from "../facts.ts";
import { countFact } from "../source.ts";
import { counted, more } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** Names in one line; the rest is counted. */
const MOST_NAMES = 3;

/** Some of the news that belong in one line. */
interface Part {
  label: string;
  items: readonly Item[];
  tell?: (item: Item) => Prose;
}

/** What became of tasks and notes since the last run; on the first, how many tasks there are. */
export const summariseFiles: Summarise = (news, material) => {
  if (material.earlier === undefined) return overview(material);
  return partsOf(news, material.earlier, material.findings).flatMap((part) => (part.items.length === 0 ? [] : [line(part)]));
};

function partsOf(news: readonly Item[], before: readonly Item[], findings: readonly JudgedFinding[]): Part[] {
  // What is told as cleared is not told once more as done.
  const cleared = new Set(findings.flatMap(({ word, finding }) => (word === "resolved" ? [finding.primary] : [])));
  const earlier = new Map(before.map((item) => [item.id, item]));
  const tasks = news.filter((item) => item.kind === "task");
  const known = tasks.filter((item) => earlier.has(item.id));
  const open = known.filter(isOpen);
  const differs = (item: Item, field: string): boolean => earlier.get(item.id)?.fields[field] !== item.fields[field];
  const notes = news.filter((item) => item.kind === "note" && earlier.get(item.id)?.contentHash !== item.contentHash);
  return [
    { label: "Done", items: known.filter((item) => item.fields["status"] === "done" && differs(item, "status") && !cleared.has(item.id)) },
    { label: "Added", items: tasks.filter((item) => !earlier.has(item.id) && isOpen(item)) },
    { label: "New date", items: open.filter((item) => differs(item, "due")), tell: newDate },
    { label: "Handed over", items: open.filter((item) => differs(item, "owner")), tell: newOwner },
    { label: "Notes edited", items: notes },
  ];
}

/** Counts instead of lists, since there may be thousands. */
function overview({ items }: Material): Bullet[] {
  const tasks = items.filter((item) => item.source === "files" && item.kind === "task");
  if (tasks.length === 0) return [];
  const total = derived(tasks.length, "task", [countFact("files", "task", tasks.length)]);
  const text = prose`Read ${total}, ${openOf(tasks)}.`;
  return [{ kind: "fact", text, cites: [], flags: [], short: text }];
}

function openOf(tasks: readonly Item[]): Prose {
  const open = tasks.filter(isOpen);
  if (open.length === tasks.length) return tasks.length === 1 ? prose`open` : prose`all of them open`;
  if (open.length === 0) return tasks.length === 1 ? prose`not open` : prose`none of them open`;
  const counts = [...Map.groupBy(open, (item) => item.fields["status"])].map(([status, group]) =>
    countFact("files", `task.status=${String(status)}`, group.length),
  );
  return prose`${derived(open.length, "", counts)} of them open`;
}

function isOpen(item: Item): boolean {
  return item.fields["status"] !== "done" && item.fields["status"] !== "cancelled";
}

function line({ label, items, tell = title }: Part): Bullet {
  const named = items.slice(0, MOST_NAMES);
  const parts = [...named.map(tell), ...more(items.slice(MOST_NAMES))];
  return {
    kind: "fact",
    text: prose`${label}: ${joined(parts, "; ")}.`,
    short: prose`${label}: ${counted(items, items[0]?.kind ?? "item")}.`,
    cites: named.map((item) => item.id),
    flags: [],
  };
}

function title(item: Item): Prose {
  return [fact(item, "title")];
}

function newDate(item: Item): Prose {
  return typeof item.fields["due"] === "string"
    ? prose`${title(item)} to ${fact(item, "fields.due", "date")}`
    : prose`${title(item)}, none now`;
}

function newOwner(item: Item): Prose {
  return typeof item.fields["owner"] === "string"
    ? prose`${title(item)} to ${fact(item, "fields.owner")}`
    : prose`${title(item)}, to nobody yet`;
}
