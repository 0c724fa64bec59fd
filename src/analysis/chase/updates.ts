import type { Answer, Ask, ToldStatus } from "../../core/ask.ts";
import type { PlanUpdate } from "../../core/briefing.ts";
import type { Change, FieldValue, Item } from "../../core/item.ts";
import type { People } from "../../core/person.ts";
import { toldStatusOf } from "../../lib/rows/told.ts";
import { isAsTold, wordsOf } from "./as-told.ts";
import { isSure } from "./sure.ts";

/** What shows whether somebody has changed the plan since an answer was written. */
export interface PlanPast {
  /** What became of the items' fields lately. */
  changes: readonly Change[];
  /** What people had said since the last digest, before the replies that were heard now. */
  earlier: readonly Answer[];
}

/** The plan as it was read. */
export interface PlanSight extends PlanPast {
  items: readonly Item[];
  people: People;
}

type Changes = PlanUpdate["changes"];

/** What the statuses of a plan mean in the words of those who tell of it. */
const TOLD_BY_PLAN: ReadonlyMap<unknown, ToldStatus> = new Map([
  ["todo", "not_started"],
  ["in_progress", "on_track"],
  ["blocked", "blocked"],
  ["done", "done"],
  ["cancelled", "dropped"],
]);

/**
 * What answers change in the plan: only what is sure, only what the plan does not say already, and nothing of a task whose fields somebody has changed
 * since the answer was written.
 */
export function updatesOf(asks: readonly Ask[], { items, people, ...past }: PlanSight): PlanUpdate[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return asks.flatMap(({ answer, person, key, item: id }) => {
    const item = byId.get(id);
    if (item === undefined || answer === undefined || !isSure(answer.told) || hasMovedSince(answer, item, past)) return [];
    const told = changesBy(answer, item);
    if (told.length === 0) return [];
    const { source, title, url, fields } = item;
    const name = people.all.find((each) => each.key === person)?.name ?? person;
    const { at, quote } = answer;
    return [{ item: { id, source, key, title, ...(url !== undefined && { url }), fields }, changes: told, by: person, name, at, quote }];
  });
}

/**
 * A whole file is newer with any line of it: that this task is another one, its own changes say. Where they come to what was said before, that was
 * written for whoever said it.
 */
export function hasMovedSince({ at }: Answer, item: Item, { changes, earlier }: PlanPast): boolean {
  const written = earlier.filter(({ told }) => told.item === item.id && isSure(told)).map(wordsOf);
  const isWritten = (change: Change): boolean => written.some((words) => isAsTold(change, words));
  return item.updatedAt > at && changes.some((change) => change.item === item.id && change.at > at && !isWritten(change));
}

/** What an answer says of a task that its plan does not; who has it is not written, since whoever was told of confirms it first. */
export function changesBy(answer: Answer, item: Item): Changes {
  return toldBy(answer, item).filter(({ from, to }) => from !== to);
}

function toldBy({ told: { status, eta, etaAsk, blocker } }: Answer, { fields }: Item): Changes {
  if (status === null || status === "reassigned") return [];
  const isOver = status === "done" || status === "dropped";
  const waits =
    status === "blocked"
      ? (blocker?.what ?? textOf(fields["blockedBy"]))
      : isOver || status === "on_track"
        ? null
        : textOf(fields["blockedBy"]);
  return [
    { field: "status", from: statusIn(fields), to: status },
    ...(typeof eta === "string" && !etaAsk && !isOver ? [{ field: "eta" as const, from: textOf(fields["eta"]), to: eta }] : []),
    { field: "blocker", from: textOf(fields["blockedBy"]), to: waits },
  ];
}

/** How a plan says that its task stands, by its own word where that is known: what is at risk is in progress too. */
export function statusIn({ status, statusName }: Item["fields"]): ToldStatus | null {
  const named = typeof statusName === "string" ? toldStatusOf(statusName) : undefined;
  return named ?? TOLD_BY_PLAN.get(status) ?? null;
}

function textOf(value: FieldValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
