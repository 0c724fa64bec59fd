import type { PlanField, PlanUpdate } from "../../core/briefing.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { columnKey } from "../../lib/rows/reader.ts";
import { roughly, toldStatusOf } from "../../lib/rows/told.ts";
import { shorten } from "../../lib/text.ts";
import { moved, unsayable } from "./failure.ts";

const LONGEST_SHOWN = 60;
/** So many columns of a row are told of in its Item. */
const MOST_COLUMNS = 40;

/** What a cell would have to hold, or why it can't say that, in words. */
export type Encoded<Wire> = { wire: Wire } | { why: string };

/** A field of a task as its plan has it now. */
export interface PlanCell<Wire> {
  column: string;
  /** As people read it; null where it is empty. */
  text: string | null;
  /** What that means: of a status one of TOLD_STATUSES, a plain date, words. Null where it is empty, or nobody knows. */
  means: string | null;
  encode(to: string | null): Encoded<Wire>;
}

/** What is still to be written, and what is left out and why. Nothing is to be written where the plan says all of it already. */
export interface Settled<Wire> {
  writes: readonly { column: string; wire: Wire }[];
  left: readonly Left[];
}

/** A field that stays as it was, and why, in words. */
export interface Left {
  field: PlanField;
  why: string;
}

/**
 * What an update comes to in a plan as it stands now. All of it or nothing: throws PermanentError `plan-moved` where one field says neither
 * what it said when it was read nor what was told, and `plan-no-word` where the plan can say nothing of it.
 */
export function settle<Wire>(update: PlanUpdate, cellOf: (field: PlanField) => PlanCell<Wire> | { why: string }): Settled<Wire> {
  const writes: { column: string; wire: Wire }[] = [];
  const left: Left[] = [];
  const foreign: string[] = [];
  let same = 0;
  for (const change of update.changes) {
    const { field } = change;
    const cell = cellOf(field);
    if ("why" in cell) left.push({ field, why: cell.why });
    else if (isSame(change.to, cell.means)) same += 1;
    else if (field === "blocker" && isDependency(cell.text, update)) left.push({ field, why: `${cell.column} tells what it depends on` });
    else if (!isAsRead(change, cell, update)) foreign.push(`${cell.column} ${shownText(cell.text)}`);
    else {
      const encoded = cell.encode(change.to);
      if ("why" in encoded) left.push({ field, why: encoded.why });
      else writes.push({ column: cell.column, wire: encoded.wire });
    }
  }
  if (foreign.length > 0) throw moved(nameOf(update), foreign);
  if (writes.length === 0 && same === 0) {
    const why = left.map((each) => each.why);
    throw unsayable(nameOf(update), why);
  }
  return { writes, left };
}

/** What people call the task of an update. */
export function nameOf({ item: { key, title } }: Pick<PlanUpdate, "item">): string {
  return shorten(plainLine(key === title ? title : `${key} ${title}`), LONGEST_SHOWN);
}

function isSame(a: string | null, b: string | null): boolean {
  return plainLine(a ?? "") === plainLine(b ?? "");
}

/** Some plans tell what a task depends on where others tell what blocks it: that is nobody's answer, and stays. */
function isDependency(text: string | null, { item: { fields } }: PlanUpdate): boolean {
  const { dependsOn } = fields;
  const parts = (text ?? "").split(/[,;\n]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  return Array.isArray(dependsOn) && parts.length > 0 && parts.every((part) => dependsOn.includes(part));
}

/** By the very word where it is known which it was: a plan has more words than people tell apart. */
function isAsRead<Wire>(
  { field, from }: PlanUpdate["changes"][number],
  { column, text, means }: PlanCell<Wire>,
  update: PlanUpdate,
): boolean {
  if (field !== "status") return isSame(from, means);
  const word = wordAsRead(update, column);
  if (word !== undefined) return columnKey(word) === columnKey(text ?? "");
  return roughly(from === null ? "not_started" : (toldStatusOf(from) ?? from)) === roughly(means);
}

/** The word that stood there when it was read; undefined where the Item does not tell. */
function wordAsRead({ item: { fields } }: PlanUpdate, column: string): string | undefined {
  const { columns, statusName } = fields;
  if (Array.isArray(columns) && columns.length < MOST_COLUMNS) {
    const found = columns.map(String).find((entry) => entry.startsWith(`${column}: `));
    return found?.slice(column.length + 2) ?? "";
  }
  return statusName === null ? "" : typeof statusName === "string" ? statusName : undefined;
}

function shownText(text: string | null): string {
  return text === null ? "empty" : `“${shorten(plainLine(text), LONGEST_SHOWN)}”`;
}
