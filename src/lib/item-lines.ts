import type { Item } from "../core/item.ts";

/** One fact of a thing as a line: `status: merged`. */
export interface ItemLine {
  /** As in a FactRef. */
  path: string;
  label: string;
  text: string;
}

/** In characters; longer ones are text, which stands in the body. */
const LONGEST_VALUE = 200;

/** What is known of a thing besides its text: its title, its fields, who took part. */
export function linesOf({ title, ts, fields, actors }: Item): ItemLine[] {
  const known = Object.entries(fields).map(([name, value]) => ({ path: `fields.${name}`, label: name, text: textOf(value) }));
  const people = actors.map(({ name, role }, index) => ({ path: `actors.${index}.name`, label: role, text: name }));
  const lines = [{ path: "title", label: "title", text: title }, { path: "ts", label: "at", text: ts }, ...known, ...people];
  return lines.filter(({ path, text }) => text.trim() !== "" && (path === "title" || text.length <= LONGEST_VALUE));
}

function textOf(value: Item["fields"][string]): string {
  if (value === null) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}
