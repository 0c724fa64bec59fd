import { Temporal } from "temporal-polyfill";
import type { Finding, Grade } from "../../../core/finding.ts";
import { findFact, type Fact, type FieldValue, type Item } from "../../../core/item.ts";
import { findPerson, findPersonNamed, type People, type Person } from "../../../core/person.ts";
import { fact, getFact, type Span } from "../../../core/prose.ts";
import { matterKey } from "../../rule.ts";
import { raiseImpact } from "../../severity.ts";

const OPEN_STATUSES = ["todo", "in_progress", "blocked"] as const;
type OpenStatus = (typeof OPEN_STATUSES)[number];

/** The statuses of open tasks, as a reader is told. */
export const STATUS_WORDS: Readonly<Record<OpenStatus, string>> = {
  todo: "not started",
  in_progress: "in progress",
  blocked: "blocked",
};

/** Priorities that people give to what a launch hangs on. */
const CRITICAL_PRIORITIES: ReadonlySet<unknown> = new Set(["critical", "highest", "urgent"]);

/** An Item of kind `task` that is neither done nor cancelled, as far as its source tells. */
export interface OpenTask {
  item: Item;
  status: OpenStatus;
  isBlocked: boolean;
  isRecurring: boolean;
  /** A plain date; a date that is none counts as absent. */
  due: string | undefined;
  blockedBy: string | undefined;
  /** A plain date. */
  blockedSince: string | undefined;
  /** A person's name, `you`, the source's own word, or `unassigned`. */
  owner: string;
  /** Whom config knows the owner as. */
  person: Person | undefined;
  /** The id of the task that it is a part of. */
  parent: string | undefined;
  isCritical: boolean;
}

/** The open tasks among items of any kind and source. Fields may be missing: a task without a status is to do. */
export function openTasks(items: readonly Item[], people: People): OpenTask[] {
  return items.flatMap((item) => (item.kind === "task" ? (toOpenTask(item, people) ?? []) : []));
}

/** The title and those facts at `paths` that the item has: what a finding rests on. */
export function factsOf(item: Item, ...paths: readonly string[]): [Fact, ...Fact[]] {
  const present = paths.filter((path) => (findFact(item, path) ?? null) !== null);
  return [getFact(item, "title"), ...present.map((path) => getFact(item, path))];
}

/** The owner of an owned task, as its source writes it. */
export function ownerSpan({ item }: OpenTask): Span {
  const isField = textField(item, "owner") !== undefined;
  return fact(item, isField ? "fields.owner" : `actors.${item.actors.findIndex((actor) => actor.role === "owner")}.name`);
}

/** What of a task makes its finding `changed` when it differs. */
export function stateOf(task: OpenTask): Finding["state"] {
  return [task.owner, task.due ?? "", task.status].join("|");
}

/** A rule's impact, raised for a task of somebody important and for one that others hang on. */
export function impactOf(base: Grade, task: OpenTask): Grade {
  return raiseImpact(base, task.person?.vip === true, task.isCritical);
}

/** Where a rule over launches tells the same of a task of a plan, it knows what for, and this need not be told. */
export function sameOnPath({ item }: OpenTask, rule: "LNCH-04" | "LNCH-05" | "LNCH-06"): Pick<Finding, "sameAs"> {
  return "plan" in item.fields ? { sameAs: matterKey({ id: rule }, item.id) } : {};
}

function toOpenTask(item: Item, people: People): OpenTask | undefined {
  const status = OPEN_STATUSES.find((known) => known === (item.fields["status"] ?? "todo"));
  if (status === undefined) return undefined;
  const actor = item.actors.find(({ role }) => role === "owner");
  const called = textField(item, "owner") ?? actor?.name;
  const person = called === undefined ? undefined : (knownAs(actor, called, people) ?? findPersonNamed(people, called));
  const blockedBy = textField(item, "blockedBy");
  return {
    item,
    status,
    isBlocked: status === "blocked" || blockedBy !== undefined,
    isRecurring: item.fields["recurring"] === true,
    due: toDate(item.fields["due"]),
    blockedBy,
    blockedSince: toDate(item.fields["blockedSince"]),
    owner: ownerName(called, person),
    person,
    parent: textField(item, "parent"),
    isCritical: CRITICAL_PRIORITIES.has(item.fields["priority"]),
  };
}

/** The same person by an address or account, where the service tells one of its own word for the owner. */
function knownAs(actor: Item["actors"][number] | undefined, called: string, people: People): Person | undefined {
  if (actor?.name !== called || (actor.email ?? actor.account) === undefined) return undefined;
  const { email, account } = actor;
  return findPerson(people, { ...(email !== undefined && { email }), ...(account !== undefined && { account }) });
}

function ownerName(called: string | undefined, person: Person | undefined): string {
  if (called === undefined) return "unassigned";
  return person?.key === "me" || called.toLowerCase() === "me" ? "you" : (person?.name ?? called);
}

function textField(item: Item, name: string): string | undefined {
  const value = item.fields[name];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** A plain date, or undefined for anything else. */
export function toDate(value: FieldValue | undefined): string | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  try {
    return Temporal.PlainDate.from(value).toString();
  } catch {
    // A date such as 30 February is for the source to report; here it counts as none.
    return undefined;
  }
}
