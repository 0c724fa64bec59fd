import type { Answer } from "../../../core/ask.ts";
import type { Bullet } from "../../../core/briefing.ts";
import { formerFact, type Change, type Fact, type Item } from "../../../core/item.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { shown as shownFact } from "../../facts.ts";
import { mayBeAsTold, wordsOf } from "../as-told.ts";
import { isSure } from "../sure.ts";
import { toldWords } from "../told-words.ts";
import { changesBy, hasMovedSince } from "../updates.ts";
import { isFresh, lastRows, nameOf, rowLine, rowsIn, takenInAt, type AskedDay, type Row } from "./rows.ts";

/** The same with what became of the plan's fields lately. */
export interface SaidDay extends AskedDay {
  changes: readonly Change[];
}

interface Answered extends Row {
  answer: Answer;
}

/** What people said since the last digest and may be taken as said, beside what the plan said before. */
export function saidLines(day: SaidDay): Bullet[] {
  return answeredIn(day)
    .filter((row) => whyNotWritten(row, day) === undefined)
    .map((row) => {
      const isHandedOver = row.answer.told.status === "reassigned";
      const words: Prose = isHandedOver ? [fact(row.shown, "fields.reason")] : prose`${toldWords(row.shown)}${before(row, day)}`;
      return rowLine(prose`${nameOf(row)}: ${words}${quoteOf(row)}.`, row);
    });
}

/** What people said since then that is not written anywhere, and why. */
export function proposedLines(day: SaidDay): Bullet[] {
  return answeredIn(day).flatMap((row) => {
    const why = whyNotWritten(row, day);
    return why === undefined ? [] : [rowLine(prose`${nameOf(row)}: ${toldWords(row.shown)}${quoteOf(row)}; ${why}.`, row)];
  });
}

/** The last word on each thing, and who has handed it to whoever it is asked of since. */
function answeredIn(day: SaidDay): Answered[] {
  const last = new Set(lastRows(day).map(({ ask }) => ask));
  return rowsIn(day).flatMap((row) => {
    const { answer, state } = row.ask;
    const counts = last.has(row.ask) || state === "reassigned";
    return answer === undefined || !counts || !isFresh(takenInAt(row.ask), day) ? [] : [{ ...row, answer }];
  });
}

function whyNotWritten({ answer, task }: Answered, { changes, chase: { earlier } }: SaidDay): string | undefined {
  const { status, etaAsk } = answer.told;
  if (status === "reassigned") return undefined;
  if (etaAsk) return "the day may be meant in two ways";
  if (status === null) return "it does not say how it stands";
  if (!isSure(answer.told)) return "it was not clear enough";
  const others = changes.filter((change) => !mayBeAsTold(change, wordsOf(answer)));
  const isOverwritten =
    task !== undefined && hasMovedSince(answer, task, { changes: others, earlier }) && changesBy(answer, task).length > 0;
  return isOverwritten ? "somebody has changed the plan since" : undefined;
}

const PLAN_WORDS: ReadonlyMap<unknown, string> = new Map([
  ["todo", "not started"],
  ["in_progress", "in progress"],
  ["blocked", "blocked"],
  ["done", "done"],
  ["cancelled", "cancelled"],
]);

/** What the plan says, or said until it was brought up to date; empty where that is the same. */
function before({ answer, task }: Answered, { changes }: SaidDay): Prose {
  if (task === undefined) return [];
  const pending = new Set(changesBy(answer, task).map(({ field }) => field));
  const status = pending.has("status") ? getFact(task, "fields.status") : formerly("status", answer, task, changes);
  const eta = pending.has("eta") ? etaOf(task) : formerly("eta", answer, task, changes);
  const word = PLAN_WORDS.get(status?.value);
  const was = [
    ...(word === undefined ? [] : [prose`was ${word}`]),
    ...(typeof eta?.value === "string" ? [prose`${eta.path.endsWith("due") ? "due" : "ETA was"} ${shownFact(eta, "date")}`] : []),
  ];
  return was.length === 0 ? [] : prose` (${was[0] ?? []}${was[1] === undefined ? [] : prose`, ${was[1]}`})`;
}

function etaOf(task: Item): Fact | undefined {
  const path = typeof task.fields["eta"] === "string" ? "fields.eta" : "fields.due";
  return typeof task.fields[path.slice("fields.".length)] === "string" ? getFact(task, path) : undefined;
}

function formerly(field: string, { at }: Answer, { id }: Item, changes: readonly Change[]): Fact | undefined {
  const change = changes.find((each) => each.item === id && each.field === field && each.at > at);
  return change && formerFact(change);
}

/** Their words, who they are, and when they were written; a button has none. */
function quoteOf({ answer, shown }: Answered): Prose {
  const who = prose`${fact(shown, "fields.person")}, ${fact(shown, "fields.saidAt", "instant")}`;
  return answer.quote === "" ? prose` (${who})` : prose`: “${fact(shown, "fields.quote")}” (${who})`;
}
