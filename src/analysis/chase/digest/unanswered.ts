import { isOpenAsk, type AskState } from "../../../core/ask.ts";
import type { Bullet } from "../../../core/briefing.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { numberOf } from "../../digest/words.ts";
import { joined } from "../../facts.ts";
import { lineOf } from "../../reports/finish.ts";
import { more } from "../../summary/counted.ts";
import { isFresh, lastRows, nameOf, rowLine, takenInAt, titleOf, type AskedDay, type Row } from "./rows.ts";

/** What is left to whoever wants to know where asking has come to its end: to call whom, or to say it where it is their own. */
const NEXT: Readonly<Partial<Record<AskState, (row: Row, isOwn: boolean) => Prose>>> = {
  silent: ({ shown }, isOwn) => (isOwn ? SAY_IT : prose`call ${fact(shown, "fields.person")}`),
  stopped: askYourself,
  expired: askYourself,
  reassigned: () => prose`say in the plan whose it is`,
};
const SAY_IT = prose`say in the plan how it stands`;

function askYourself({ shown }: Row, isOwn: boolean): Prose {
  return isOwn ? SAY_IT : prose`ask ${fact(shown, "fields.person")} yourself`;
}

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
    fresh: rows
      .filter(isNew)
      .map(({ row, next }) => rowLine(prose`${nameOf(row)}: ${whyOf(row, day)}. Next: ${next(row, isOwn(row, day))}.`, row)),
    before: rows.filter((each) => !isNew(each)).map(({ row }) => row),
  };
}

function whyOf(row: Row, day: AskedDay): Prose {
  const { ask, shown } = row;
  const isSilence = ask.state === "silent" && ask.repliedAt === undefined && shown.fields["askedAt"] !== null;
  if (!isSilence) return [fact(shown, "fields.reason")];
  const who = isOwn(row, day) ? prose`you` : prose`${fact(shown, "fields.person")}`;
  return prose`no reply from ${who} since ${fact(shown, "fields.askedAt", "instant")}`;
}

/** Who was asked and has not answered yet, a line for each with what about. */
export function waitingLines(day: AskedDay, most: number): Bullet[] {
  const asked = openRows(day).filter(({ shown }) => shown.fields["askedAt"] !== null);
  return personLines(asked, day, most, ({ shown }) => prose`since ${fact(shown, "fields.askedAt", "instant")}`);
}

/** Who is asked next, and when, a line for each with what about; what has no message yet is counted. */
export function comingLines(day: AskedDay, most: number): Bullet[] {
  const unasked = openRows(day).filter(({ shown }) => shown.fields["askedAt"] === null);
  const written = unasked.filter(({ shown }) => shown.fields["asksFrom"] !== null);
  const due = unasked.flatMap((row) => (written.includes(row) ? [] : [row.shown]));
  const noun = due.length === openRows(day).length ? "question" : "more question";
  const later = due.length === 0 ? [] : [lineOf(prose`${numberOf(due, noun)} ${due.length === 1 ? "waits" : "wait"} for a chance to ask.`)];
  return [...personLines(written, day, most, whenAsked), ...later];
}

function openRows(day: AskedDay): Row[] {
  return lastRows(day).filter(({ ask }) => isOpenAsk(ask));
}

function whenAsked({ shown }: Row): Prose {
  if (shown.fields["isHeld"] === true) return prose`once you say yes to the question`;
  return prose`from ${fact(shown, "fields.asksFrom", "instant")} on`;
}

function personLines(rows: readonly Row[], day: AskedDay, most: number, whenOf: (first: Row) => Prose): Bullet[] {
  const people = [...Map.groupBy(rows, ({ ask }) => ask.person).values()];
  const told = people.slice(0, most).flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const who = isOwn(first, day) ? prose`You` : prose`${fact(first.shown, "fields.person")}`;
    const names = own.map((row): Prose => [nameOf(row)]);
    return [rowLine(prose`${who}, ${whenOf(first)}: ${joined(names, ", ")}.`, first)];
  });
  const rest = people.slice(most).flatMap((own) => own.map(({ shown }) => shown));
  return [...told, ...more(rest).map((text) => lineOf(prose`${text}.`))];
}

function isOwn({ ask }: Row, { chase }: AskedDay): boolean {
  return ask.person === chase.requester;
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
