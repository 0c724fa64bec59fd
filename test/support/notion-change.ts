import { z } from "zod";

const bodySchema = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) });
const optionsSchema = z.looseObject({ options: z.array(z.looseObject({ name: z.string() })) });
const writtenSchemas = {
  option: z.looseObject({ name: z.string() }),
  date: z.looseObject({ start: z.iso.date(), end: z.iso.date().optional() }).nullable(),
  text: z.array(z.looseObject({ text: z.looseObject({ content: z.string().max(2000) }) })),
  people: z.array(z.looseObject({ id: z.string() })),
};

type Columns = Readonly<Record<string, { type: string } & Record<string, unknown>>>;

interface Page {
  last_edited_time: string;
  last_edited_by: { object: "user"; id: string };
  properties: Record<string, Record<string, unknown> & { type: string }>;
}

interface Known {
  columns: Columns;
  users: readonly { id: string }[];
  /** When the connection itself edits. */
  now(): number;
}

const MINUTE_MS = 60_000;

/** Does to a page what a request asks for, or nothing: gives what is wrong with it. Only what Chief writes is known. */
export function changePage(page: Page, body: unknown, { columns, users, now }: Known): string | undefined {
  const kept: [value: Record<string, unknown>, type: string, after: unknown][] = [];
  for (const [name, change] of Object.entries(bodySchema.parse(body).properties)) {
    const [column, value] = [columns[name], page.properties[name]];
    if (!column || !value) return `${name} is not a property that exists.`;
    if (!(column.type in change)) return `${name} is expected to be ${column.type}.`;
    const written = keptValue(column.type, change[column.type], { column, users });
    if (!written) return `body.properties.${name} is not valid.`;
    kept.push([value, column.type, written.value]);
  }
  for (const [value, type, after] of kept) value[type] = after;
  // Notion knows no seconds of an edit.
  page.last_edited_time = new Date(Math.floor(now() / MINUTE_MS) * MINUTE_MS).toISOString();
  page.last_edited_by = { object: "user", id: "bot-1" };
  return undefined;
}

/** A status takes none but its options; a select would make a new one, which nobody wants. */
function keptValue(
  type: string,
  written: unknown,
  { column, users }: { column: Columns[string]; users: Known["users"] },
): { value: unknown } | undefined {
  if (type === "status" || type === "select") {
    const name = writtenSchemas.option.safeParse(written).data?.name;
    return optionsSchema.parse(column[type]).options.some((option) => option.name === name) ? { value: { id: name, name } } : undefined;
  }
  if (type === "date") {
    const date = writtenSchemas.date.safeParse(written);
    return date.success ? { value: date.data && { end: null, time_zone: null, ...date.data } } : undefined;
  }
  if (type === "people") {
    const people = writtenSchemas.people.safeParse(written).data;
    const found = people?.map(({ id }) => users.find((user) => user.id === id));
    return found?.every((user) => user !== undefined) === true ? { value: found } : undefined;
  }
  const words = writtenSchemas.text.safeParse(written).data;
  return type === "rich_text" && words ? { value: words.map(({ text }) => ({ plain_text: text.content })) } : undefined;
}
