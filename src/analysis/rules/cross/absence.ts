import { Temporal } from "temporal-polyfill";
import type { Fact } from "../../../core/item.ts";
import { findPerson } from "../../../core/person.ts";
import { getFact } from "../../../core/prose.ts";
import { isWorkday, plainDateOf } from "../../../core/work-calendar.ts";
import type { RuleContext } from "../../rule.ts";
import { absencesOfOthers, awayTimes } from "../calendar/instances-away.ts";
import type { Instance } from "../../../core/kinds/instance.ts";
import type { OpenTask } from "../tasks/task.ts";

/** An entry that is shorter is an errand: whoever has it works on that day. */
const SHORTEST_ABSENCE_MS = 6 * 60 * 60 * 1000;
/** Said by config, by the calendar of somebody known, or by a first name in a title. */
const CONFIDENCE = { known: 0.9, named: 0.6 } as const;

/** A time in which somebody does not work: plain dates, both included. */
export interface Absence {
  from: string;
  to: string;
  confidence: number;
  /** The calendar's word for it; none where config says so. */
  evidence: readonly Fact[];
}

interface Entry {
  instance: Instance;
  startMs: number;
  endMs: number;
}

/** Who is to do something: a name or `you`, and whom config knows as that. */
type Doer = Pick<OpenTask, "owner" | "person">;

/** When whoever is to do something is away, by config and by the calendar. */
export function absencesOf(doer: Doer, context: RuleContext): Absence[] {
  const configured = (doer.person?.absences ?? []).map(({ from, to }) => ({ from, to, confidence: CONFIDENCE.known, evidence: [] }));
  return [...configured, ...(doer.owner === "you" ? ownEntries(context) : entriesOf(doer, context))];
}

/** The workdays from one plain date to another, and how many of them lie in an absence. */
export function countWorkdays(from: string, to: string, away: Absence, { calendar }: RuleContext): { all: number; away: number } {
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
  const dates = Array.from({ length: days + 1 }, (_, count) => Temporal.PlainDate.from(from).add({ days: count }).toString());
  const workdays = dates.filter((date) => isWorkday(calendar, date));
  return { all: workdays.length, away: workdays.filter((date) => away.from <= date && date <= away.to).length };
}

function ownEntries(context: RuleContext): Absence[] {
  return awayTimes(context).flatMap((entry) => (entry.instance.showAs === "out_of_office" ? toAbsence(entry, context) : []));
}

function entriesOf({ owner, person }: Doer, context: RuleContext): Absence[] {
  return absencesOfOthers(context).flatMap((entry) => {
    const away = entry.person ?? (entry.actor && findPerson(context.people, entry.actor));
    const isTheirs = person === undefined ? entry.actor?.name.toLowerCase() === owner.toLowerCase() : away?.key === person.key;
    return isTheirs ? toAbsence(entry, context, entry.isNamed ? CONFIDENCE.named : CONFIDENCE.known) : [];
  });
}

function toAbsence({ instance, startMs, endMs }: Entry, { calendar }: RuleContext, confidence: number = CONFIDENCE.known): Absence[] {
  if (endMs - startMs < SHORTEST_ABSENCE_MS) return [];
  const dateAt = (ms: number): string => plainDateOf(new Date(ms).toISOString(), calendar.timezone);
  const evidence = [getFact(instance.item, "title"), getFact(instance.item, "fields.start"), getFact(instance.item, "fields.end")];
  return [{ from: dateAt(startMs), to: dateAt(endMs - 1), confidence, evidence }];
}
