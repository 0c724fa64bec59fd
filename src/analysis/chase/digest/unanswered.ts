import { isOpenAsk, type AskState } from "../../../core/ask.ts";
import type { Bullet } from "../../../core/briefing.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { numberOf } from "../../digest/words.ts";
import { joined } from "../../facts.ts";
import { lineOf } from "../../reports/finish.ts";
import { more } from "../../summary/counted.ts";
import { isFresh, lastRows, nameOf, rowLine, takenInAt, titleOf, type AskedDay, type Row } from "./rows.ts";

/** What is left to whoever wants to know where asking has come to its end. */
const NEXT: Readonly<Partial<Record<AskState, (row: Row) => Prose>>> = {
  silent: ({ shown }) => prose`call ${fact(shown, "fields.person")}`,
  stopped: ({ shown }) => prose`ask ${fact(shown, "fields.person")} yourself`,
  expired: ({ shown }) => prose`ask ${fact(shown, "fields.person")} yourself`,
  reassigned: () => prose`say in the plan whose it is`,
};

/** Open tasks of which nobody could be made to tell, the new ones in a line each with what to do, and those that were told before. */
export function unansweredIn(day: AskedDay): { fresh: Bullet[]; before: Row[] } {
  const open = new Set(day.chase.items.flatMap(({ id, isOpen }) => (isOpen ? [id] : [])));
  const rows = lastRows(day).flatMap((row) => {
    const { state, item } = row.ask;
    const next = isOpenAsk(row.ask) || !open.has(item) ? undefined : NEXT[state];
    return next === undefined ? [] : [{ row, next }];
  });
  const isNew = ({ row }: (typeof rows)[number]): boolean => isFresh(takenInAt(row.ask), day);
  return {
    fresh: rows.filter(isNew).map(({ row, next }) => rowLine(prose`${nameOf(row)}: ${whyOf(row)}. Next: ${next(row)}.`, row)),
    before: rows.filter((each) => !isNew(each)).map(({ row }) => row),
  };
}

function whyOf({ ask, shown }: Row): Prose {
  const isSilence = ask.state === "silent" && ask.repliedAt === undefined && ask.messages.length > 0;
  if (!isSilence) return [fact(shown, "fields.reason")];
  return prose`no reply from ${fact(shown, "fields.person")} since ${fact(shown, "fields.askedAt", "instant")}`;
}

/** Who was asked and has not answered yet, a line for each with what about; what nobody was asked yet is counted. */
export function waitingLines(day: AskedDay, most: number): Bullet[] {
  const rows = lastRows(day).filter(({ ask }) => isOpenAsk(ask));
  const asked = rows.filter(({ ask }) => ask.messages.length > 0);
  const people = [...Map.groupBy(asked, ({ ask }) => ask.person).values()];
  const told = people.slice(0, most).flatMap((own) => {
    const [first] = own;
    const names = own.map((row): Prose => [nameOf(row)]);
    if (first === undefined) return [];
    const since = prose`${fact(first.shown, "fields.person")}, since ${fact(first.shown, "fields.askedAt", "instant")}`;
    return [rowLine(prose`${since}: ${joined(names, ", ")}.`, first)];
  });
  const rest = people.slice(most).flatMap((own) => own.map(({ shown }) => shown));
  const due = rows.flatMap(({ ask, shown }) => (ask.messages.length === 0 ? [shown] : []));
  const later =
    due.length === 0 ? [] : [lineOf(prose`${numberOf(due, "more question")} ${due.length === 1 ? "waits" : "wait"} for a chance to ask.`)];
  return [...told, ...more(rest).map((text) => lineOf(prose`${text}.`)), ...later];
}

/** What looks done by what was merged, though nobody said so; what was told before is counted. */
export function foundLines(day: AskedDay): { fresh: Bullet[]; before: Bullet[] } {
  const byId = new Map(day.items.map((item) => [item.id, item]));
  const found = day.chase.items.flatMap(({ id, isOpen, known }) => {
    const [task, merged] = [byId.get(id), known.find(({ path }) => path === "fields.mergedAt")];
    const pull = merged && byId.get(merged.item);
    return !isOpen || task === undefined || pull === undefined ? [] : [{ task, pull, at: String(merged?.value) }];
  });
  const fresh = found.filter(({ at }) => isFresh(at, day));
  const old = found.filter(({ at }) => !isFresh(at, day)).map(({ task }) => task);
  return {
    fresh: fresh.map(({ task, pull }) => {
      const merged = prose`#${fact(pull, "fields.number")} was merged ${fact(pull, "fields.mergedAt", "instant")}`;
      return lineOf(prose`${titleOf(task)}: ${merged}, so it looks done; the plan does not say so.`);
    }),
    before:
      old.length === 0
        ? []
        : [lineOf(prose`${numberOf(old, "other")} told before ${old.length === 1 ? "is" : "are"} not marked in the plan yet.`)],
  };
}
