import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";
import type { Summarise } from "./summary.ts";

/** Names in one line; the rest is counted. */
const MOST_NAMES = 3;

/** What became of tasks and notes since the last run; on the first, how many tasks there are. */
export const summariseFiles: Summarise = (news, material) => {
  if (material.earlier === undefined) return overview(news);
  const earlier = new Map(material.earlier.map((item) => [item.id, item]));
  const tasks = news.filter((item) => item.kind === "task");
  const known = tasks.filter((item) => earlier.has(item.id));
  const differs = (item: Item, field: string): boolean => earlier.get(item.id)?.fields[field] !== item.fields[field];
  return [
    ...line("Done", known.filter((item) => item.fields["status"] === "done" && differs(item, "status"))),
    ...line("Added", tasks.filter((item) => !earlier.has(item.id) && isOpen(item))),
    ...line("New date", known.filter((item) => isOpen(item) && differs(item, "due")), newDate),
    ...line("Handed over", known.filter((item) => isOpen(item) && differs(item, "owner")), newOwner),
    ...line("Notes edited", news.filter((item) => item.kind === "note" && earlier.get(item.id)?.contentHash !== item.contentHash)),
  ];
};

function overview(news: readonly Item[]): Bullet[] {
  const tasks = news.filter((item) => item.kind === "task");
  if (tasks.length === 0) return [];
  const open = tasks.filter(isOpen);
  const text = prose`${count(tasks, "task")}, ${count(open, "")} of them open.`;
  return [{ kind: "fact", text, cites: tasks.slice(0, 1).map((item) => item.id), flags: [] }];
}

function isOpen(item: Item): boolean {
  return item.fields["status"] !== "done" && item.fields["status"] !== "cancelled";
}

function line(label: string, items: readonly Item[], tell: (item: Item) => Prose = title): Bullet[] {
  if (items.length === 0) return [];
  const named = items.slice(0, MOST_NAMES);
  const rest = items.slice(MOST_NAMES);
  const parts = [...named.map(tell), ...(rest.length > 0 ? [prose`${count(rest, "")} more`] : [])];
  return [{ kind: "fact", text: prose`${label}: ${joined(parts, "; ")}.`, cites: named.map((item) => item.id), flags: [] }];
}

function title(item: Item): Prose {
  return [fact(item, "title")];
}

function newDate(item: Item): Prose {
  return typeof item.fields["due"] === "string" ? prose`${title(item)} to ${fact(item, "fields.due", "date")}` : prose`${title(item)}, none now`;
}

function newOwner(item: Item): Prose {
  return typeof item.fields["owner"] === "string" ? prose`${title(item)} to ${fact(item, "fields.owner")}` : prose`${title(item)}, to nobody yet`;
}

function count(items: readonly Item[], unit: string): Prose {
  return [derived(items.length, unit, items.map((item) => getFact(item, "title")))];
}
