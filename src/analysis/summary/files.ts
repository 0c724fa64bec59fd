import type { Bullet } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import type { Material } from "../../core/ports/agent.ts";
import { joined } from "../facts.ts";
import { countFact } from "../source.ts";
import type { Summarise } from "./summary.ts";

/** Names in one line; the rest is counted. */
const MOST_NAMES = 3;
/** A line keeps the facts that it counts, so it counts no further than this. */
const MOST_COUNTED = 100;

/** What became of tasks and notes since the last run; on the first, how many tasks there are. */
export const summariseFiles: Summarise = (news, material) => {
  if (material.earlier === undefined) return overview(material);
  const earlier = new Map(material.earlier.map((item) => [item.id, item]));
  const tasks = news.filter((item) => item.kind === "task");
  const known = tasks.filter((item) => earlier.has(item.id));
  const differs = (item: Item, field: string): boolean => earlier.get(item.id)?.fields[field] !== item.fields[field];
  return [
    ...line(
      "Done",
      known.filter((item) => item.fields["status"] === "done" && differs(item, "status")),
    ),
    ...line(
      "Added",
      tasks.filter((item) => !earlier.has(item.id) && isOpen(item)),
    ),
    ...line(
      "New date",
      known.filter((item) => isOpen(item) && differs(item, "due")),
      newDate,
    ),
    ...line(
      "Handed over",
      known.filter((item) => isOpen(item) && differs(item, "owner")),
      newOwner,
    ),
    ...line(
      "Notes edited",
      news.filter((item) => item.kind === "note" && earlier.get(item.id)?.contentHash !== item.contentHash),
    ),
  ];
};

/** Counts instead of lists, since there may be thousands. */
function overview({ items }: Material): Bullet[] {
  const tasks = items.filter((item) => item.source === "files" && item.kind === "task");
  const first = tasks[0];
  if (first === undefined) return [];
  const open = [...Map.groupBy(tasks.filter(isOpen), (item) => item.fields["status"])];
  const counts = open.map(([status, group]) => countFact("files", `task.status=${String(status)}`, group.length));
  const total = derived(tasks.length, "task", [countFact("files", "task", tasks.length)]);
  const text = prose`${total}, ${counts.length === 0 ? "none" : derived(tasks.filter(isOpen).length, "", counts)} of them open.`;
  return [{ kind: "fact", text, cites: [first.id], flags: [] }];
}

function isOpen(item: Item): boolean {
  return item.fields["status"] !== "done" && item.fields["status"] !== "cancelled";
}

function line(label: string, items: readonly Item[], tell: (item: Item) => Prose = title): Bullet[] {
  if (items.length === 0) return [];
  const named = items.slice(0, MOST_NAMES);
  const parts = [...named.map(tell), ...others(items.slice(MOST_NAMES))];
  return [{ kind: "fact", text: prose`${label}: ${joined(parts, "; ")}.`, cites: named.map((item) => item.id), flags: [] }];
}

function others(items: readonly Item[]): Prose[] {
  if (items.length === 0) return [];
  const counted = items.slice(0, MOST_COUNTED).map((item) => getFact(item, "title"));
  const number = derived(counted.length, "", counted);
  return [items.length > MOST_COUNTED ? prose`more than ${number} others` : prose`${number} more`];
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
