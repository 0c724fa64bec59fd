import type { Grade } from "../../../core/finding.ts";
import { findFact, type Fact, type Item } from "../../../core/item.ts";
import type { People } from "../../../core/person.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { joined } from "../../facts.ts";
import { displayName, isMe } from "../../people.ts";
import type { Plan, PlannedTask } from "../../plan/plans.ts";
import type { RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { factsOf } from "../tasks/task.ts";

/** Computed from several fields. */
export const COMPUTED = 0.9;
/** Read from a field that says just this. */
export const READ = 0.95;
/** Read from somebody's own words. */
export const SAID = 0.65;

const MOST_NAMED = 3;
const SHOWN_AT_LEAST: Grade = 2;

/** Who answers for a launch: `you`, a name, or `unassigned`. */
export function ownerOfLaunch({ launch }: Plan, people: People): string {
  const owner = launch.item.actors.find(({ role }) => role === "owner");
  if (owner === undefined) return "unassigned";
  return isMe(people, owner) ? "you" : displayName(people, owner);
}

/** The clock of a launch, never so slow that what holds it up is only counted. */
export function launchUrgency({ date }: Plan, { now, calendar }: RuleContext): Grade {
  const urgency = date === undefined ? SHOWN_AT_LEAST : deadlineUrgency(date, now, calendar);
  return urgency > SHOWN_AT_LEAST ? urgency : SHOWN_AT_LEAST;
}

/** `for Spring release on 1 Mar`. */
export function forLaunch({ launch, date }: Plan): Prose {
  const on = date === undefined ? [] : prose` on ${fact(launch.item, "fields.date", "date")}`;
  return prose`${fact(launch.item, "title")}${on}`;
}

/** The tasks of a path by name: the first ones, and the last. */
export function pathWords(path: readonly PlannedTask[]): Prose {
  const named = path.length <= MOST_NAMED + 1 ? path : [...path.slice(0, MOST_NAMED - 1), ...path.slice(-1)];
  const names = named.map(({ item }) => prose`${fact(item, "title")}`);
  const isCut = named.length < path.length;
  return isCut ? prose`${joined(names.slice(0, -1), ", then ")}, then others, then ${names.at(-1) ?? []}` : joined(names, ", then ");
}

/** What a statement on a plan's end rests on: its date, and the dates and work of its path. */
export function evidenceOfPath({ launch, date }: Plan, path: readonly PlannedTask[]): [Fact, ...Fact[]] {
  const own: [Fact, ...Fact[]] = [getFact(launch.item, "title")];
  const tasks = path.flatMap(({ item, said }) => [
    ...factsOf(item, "fields.due", "fields.eta", "fields.estimate", "fields.status"),
    ...saidFacts({ said }),
  ]);
  return [...own, ...(date === undefined ? [] : [getFact(launch.item, "fields.date")]), ...tasks];
}

/** A field of a plan's task, which its source may have left out: null then. */
export function factOrNone(item: Item, path: string): Fact {
  return { item: item.id, path, value: findFact(item, path) ?? null };
}

/** What a statement on a task rests on beside its plan: what its person said of it. */
export function saidFacts({ said }: Pick<PlannedTask, "said">): Fact[] {
  return said === undefined
    ? []
    : factsOf(said.ask, "fields.status", "fields.eta", "fields.etaTo", "fields.blocker", "fields.quote", "fields.person");
}

/** When a task is expected: what its person said, or else what its plan says. */
export function etaFact({ item, said }: Pick<PlannedTask, "item" | "said">, factAt = factOrNone): Fact {
  if (typeof said?.eta !== "string") return factAt(item, "fields.eta");
  return factAt(said.ask, said.etaTo === null ? "fields.eta" : "fields.etaTo");
}

/** What the room before a launch follows from: its date, then of each task of its path the work and the dates that hold it back. */
export function roomFacts({ launch }: Plan, path: readonly PlannedTask[], factAt = factOrNone): Fact[] {
  const facts = path.flatMap(({ item, said }) => [
    ...["estimate", "due"].map((field) => factAt(item, `fields.${field}`)),
    etaFact({ item, said }, factAt),
  ]);
  return [factAt(launch.item, "fields.date"), ...facts].filter(({ value }) => value !== null);
}
