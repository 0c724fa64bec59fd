import { z } from "zod";
import { OWNER_ONLY } from "../core/audience.ts";
import type { Item } from "../core/item.ts";
import { momentFields, type Look, type Moment } from "./moment.ts";
import { earliestOf } from "./poll-look.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const EVENTS = ["created", "edited", "status_changed"] as const;
type NotionEventName = (typeof EVENTS)[number];

const schema = z
  .strictObject({
    event: z
      .enum([...EVENTS, "any"])
      .describe("created: a page or row is new; edited: it was changed; status_changed: it stands otherwise; any: all three."),
    where: z
      .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
      .exactOptional()
      .describe("Only of rows in whose columns this stands, such as Team: Payments."),
    ...pollKeys,
  })
  .describe("Runs when a page or row changes in Notion; looks in the automation's own read of notion.");

export type NotionEventOptions = z.infer<typeof schema>;

const WORDS: Readonly<Record<NotionEventOptions["event"], string>> = {
  created: "when a page or row is new in Notion",
  edited: "when a page or row in Notion is edited",
  status_changed: "when the status of a row in Notion changes",
  any: "when a page or row in Notion is new, edited, or of another status",
};

/** What is new and what changes in Notion. Several edits within one minute are one event, since Notion tells them by the minute. */
export const notionSource = pollingSource<NotionEventOptions>({
  id: "notion",
  schema,
  everyMs: 120_000,
  describe({ event, where = {} }) {
    const conditions = Object.entries(where).map(([column, value]) => `${column} is ${inWords(value)}`);
    return `${WORDS[event]}${conditions.length === 0 ? "" : `, where ${conditions.join(" and ")}`}`;
  },
  audience: () => OWNER_ONLY,
  moments(now, before) {
    const known = new Map(before?.items.map((item) => [item.id, item]));
    return now.items.flatMap((item) => (item.kind === "comment" ? [] : momentsOf(item, known.get(item.id), before)));
  },
  isMeant: ({ event, fields }, { event: wanted, where = {} }) =>
    (wanted === "any" || wanted === event) && Object.entries(where).every(([column, value]) => stands(fields["columns"], column, value)),
});

/** A page was made, was changed, and stands otherwise than before; what only came into view is not told. */
function momentsOf(item: Item, known: Item | undefined, before: Look | undefined): Moment[] {
  const { id, updatedAt, fields } = item;
  const createdAt = typeof fields["createdAt"] === "string" ? fields["createdAt"] : updatedAt;
  const earliest = before ? earliestOf(before) : "";
  const now = statusOf(item);
  const was = known && statusOf(known);
  const isOther = known !== undefined && now !== was;
  return [
    { ...momentOf("created", item, id, createdAt), isStale: known !== undefined || createdAt < earliest },
    { ...momentOf("edited", item, `${id}@${updatedAt}`, updatedAt), isStale: known === undefined },
    ...(isOther ? [{ ...momentOf("status_changed", item, `${id}@${updatedAt} ${now}`, updatedAt, { was: was ?? null }) }] : []),
  ];
}

/** In the words of the column itself where it is one of Notion's kind for that. */
function statusOf({ fields }: Item): string | undefined {
  const status = fields["statusName"] ?? fields["status"] ?? fields["state"];
  return typeof status === "string" ? status : undefined;
}

function momentOf(event: NotionEventName, item: Item, key: string, at: string, more: object = {}): Moment {
  return { id: `${event} ${key}`, event, at, title: item.title, fields: momentFields(event, item, more) };
}

function stands(columns: unknown, column: string, value: string | number | boolean): boolean {
  const wanted = `${column}: ${inWords(value)}`.toLowerCase();
  return Array.isArray(columns) && columns.some((each) => String(each).toLowerCase() === wanted);
}

function inWords(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
