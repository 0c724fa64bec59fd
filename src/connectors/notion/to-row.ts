import type { Cell, Row, RowForm } from "../../core/row.ts";
import { groupOfOption, taskWordOf } from "../../lib/notion-status.ts";
import { columnKey } from "../../lib/rows/reader.ts";
import { INCIDENT_WORDS, ROLLOUT_WORDS } from "../../lib/rows/words.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";
import { readValue, type Known, type ReadValue } from "./values.ts";
import type { WireColumn, WireDataSource, WirePage } from "./wire.ts";

const LONGEST_VALUE = 200;
const MOST_COLUMNS = 40;

/** What stands in each column of a page that is a row. */
export function valuesOf({ properties }: WirePage, known: Known): Map<string, ReadValue> {
  return new Map(Object.entries(properties).map(([name, value]) => [name, readValue(value, known)]));
}

/** What every Item of a page has beside its kind's own fields: what automations wait for is read from there. */
export function commonFields({ created_time: createdAt, properties }: WirePage, values: ReadonlyMap<string, ReadValue>) {
  const status = Object.keys(properties).find((name) => properties[name]?.type === "status");
  const columns = [...values].flatMap(([name, { cell }]) =>
    cell === undefined ? [] : [shorten(`${name}: ${inWords(cell)}`, LONGEST_VALUE)],
  );
  const statusName = values.get(status ?? "")?.cell;
  return { createdAt, columns: columns.slice(0, MOST_COLUMNS), ...(typeof statusName === "string" && { statusName }) };
}

function inWords(cell: Cell): string {
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return typeof cell === "object" ? cell.join(", ") : plainLine(String(cell));
}

/** A page as a row of its data source, for the readers of a form. */
export function toRow(
  page: WirePage,
  columns: WireDataSource["properties"],
  form: RowForm,
  values: ReadonlyMap<string, ReadValue>,
  body?: string,
): Row {
  const cells = new Map<string, Cell>();
  const people = new Map<string, NonNullable<ReadValue["people"]>>();
  for (const [name, { cell, people: named }] of values) {
    if (cell !== undefined) cells.set(name, cellOf(cell, columns[name], form));
    if (named) people.set(name, named);
  }
  return {
    ...{ id: page.id, cells, people, createdAt: page.created_time, updatedAt: page.last_edited_time },
    ...(page.url.startsWith("https://") && { url: page.url }),
    ...(body !== undefined && { body }),
  };
}

/** A task over several days is due at their end; how something stands is told by the group where its own word is nobody else's. */
function cellOf(cell: Cell, column: WireColumn | undefined, form: RowForm): Cell {
  const isTask = form === "tasks" || form === "plan";
  if (column?.type === "date" && isTask && typeof cell === "string") return cell.replace(/^.*\//, "");
  return column?.status && typeof cell === "string" ? stateOf(cell, column.status, form) : cell;
}

/** In the order of Notion's three groups: https://developers.notion.com/reference/property-object#status */
const GROUPS = {
  rollouts: ["planned", "running", "done"],
  incidents: ["open", "open", "resolved"],
};

function stateOf(name: string, status: NonNullable<WireColumn["status"]>, form: RowForm): string {
  const key = columnKey(name);
  const group = groupOfOption(name, status);
  if (form === "rollouts") return ROLLOUT_WORDS.has(key) ? name : (GROUPS.rollouts[group] ?? name);
  if (form === "incidents") return INCIDENT_WORDS.has(key) ? name : (GROUPS.incidents[group] ?? name);
  if (form === "feedback") return name;
  return taskWordOf(name, status);
}
