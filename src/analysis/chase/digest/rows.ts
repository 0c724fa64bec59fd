import type { Ask } from "../../../core/ask.ts";
import type { Bullet } from "../../../core/briefing.ts";
import type { Item } from "../../../core/item.ts";
import { getFact, type Prose, type Span } from "../../../core/prose.ts";
import { lineOf } from "../../reports/finish.ts";
import type { Chased } from "../types.ts";

/** An ask with the Item that lines about it cite, and the task that it is about, where that is still there. */
export interface Row {
  ask: Ask;
  shown: Item;
  task: Item | undefined;
}

/** What a digest is told of asking. */
export interface AskedDay {
  chase: Chased;
  items: readonly Item[];
  /** The instant of the last digest; absent on the first. */
  since?: string;
}

/** The last ask of each thing, oldest first. */
export function lastRows(day: AskedDay): Row[] {
  return [...new Map(rowsIn(day).map((row) => [row.ask.item, row])).values()];
}

/** All asks, oldest first. */
export function rowsIn({ chase, items }: AskedDay): Row[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const rows = chase.asks.flatMap((ask, index) => {
    const shown = chase.evidence[index];
    return shown === undefined ? [] : [{ ask, shown, task: byId.get(ask.item) }];
  });
  return rows.toSorted((a, b) => (a.ask.createdAt < b.ask.createdAt ? -1 : 1));
}

/** Whether something is of after the last digest. */
export function isFresh(at: string, { since }: AskedDay): boolean {
  return since === undefined || at > since;
}

/** When it became known how an ask has ended: what was said before a digest may be heard after it. */
export function takenInAt({ answer, endedAt = "" }: Ask): string {
  const heardAt = answer?.heardAt ?? "";
  return heardAt > endedAt ? heardAt : endedAt;
}

/** What a row is about, by the name that its plan has for it. */
export function nameOf({ task, shown }: Pick<Row, "task" | "shown">): Span {
  return titleOf(task ?? shown);
}

/** An item's title, made to stand out. */
export function titleOf(item: Item): Span {
  return { kind: "fact", fact: getFact(item, "title"), form: "text", strong: true };
}

/** A line that cites its row too, beside what it shows. */
export function rowLine(text: Prose, { shown }: Row): Bullet {
  const line = lineOf(text);
  return { ...line, cites: [...new Set([...line.cites, shown.id])] };
}
