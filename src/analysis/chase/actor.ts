import type { ChaseSubject } from "../../core/automation.ts";
import type { PlanTask } from "../../core/kinds/launch.ts";
import type { PullRequest } from "../../core/kinds/pull-request.ts";
import { findPersonNamed, type People, type Person } from "../../core/person.ts";
import { personOf } from "../people.ts";
import { accountOf, requestsOf } from "../rules/pull-requests/pull-request.ts";
import type { OpenTask } from "../rules/tasks/task.ts";

/** An open task of a plan as those that wait for it see it. */
export interface PlanStep {
  task: OpenTask;
  plan: PlanTask;
  /** The pull requests that are for it and open. */
  pulls: readonly PullRequest[];
}

/** Who is to say how a task stands, and why they are. */
export interface Holder {
  person: Person | undefined;
  /** What the plan calls whom config does not know. */
  stranger?: string;
  because: string;
  /** What they would be asked about. */
  about: readonly ChaseSubject[];
  /** Whether it has begun, or may: no other open task of its plan holds it up. */
  isReady: boolean;
}

/** Finds who holds tasks up: the owner of what they wait for, a person that they name, a reviewer, or else their own owner. */
export function createHolderFinder(steps: readonly PlanStep[], people: People): (step: PlanStep) => Holder {
  const named = new Map(steps.flatMap((step) => namesOf(step).map((name) => [nameIn(step, name), step] as const)));
  const found = new Map(steps.map((step) => [step, waitsFor(step).flatMap((name) => named.get(nameIn(step, name)) ?? [])]));
  const blockersOf = (step: PlanStep): PlanStep[] => found.get(step) ?? [];
  const blocked = steps.filter(({ task }) => task.blockedBy !== undefined);
  const blockers = new Set(blocked.flatMap((step) => chainOf(step, blockersOf).slice(1)));
  return (step) => {
    const [end, ...before] = chainOf(step, blockersOf).toReversed();
    const { as, ...holder } = holderOf(end ?? step, people, end === undefined || before.length === 0 ? "it" : end.plan.key);
    const about = subjectsOf(as, blockers.has(step));
    if (end === undefined || before.length === 0) return { ...holder, about, isReady: true };
    return { ...holder, about, because: `${holder.because}, which it waits for`, isReady: false };
  };
}

/** By title, by key, or by id: the surest comes last, since it counts. */
function namesOf({ plan: { item, key } }: PlanStep): string[] {
  return [item.title, key, item.id];
}

/** The same name means another task in another plan. */
function nameIn({ plan: { item, plan } }: PlanStep, name: string): string {
  return [item.source, plan, name].map((part) => part.trim().toLowerCase()).join("\n");
}

/** What has begun waits for nothing but what blocks it. */
function waitsFor({ task, plan }: PlanStep): string[] {
  return [...(task.blockedBy === undefined ? [] : [task.blockedBy]), ...(task.status === "todo" ? plan.dependsOn : [])];
}

/** From a task to the one that holds all of it up; the task alone where they wait for each other, since then none of them is first. */
function chainOf(step: PlanStep, blockersOf: (step: PlanStep) => readonly PlanStep[]): PlanStep[] {
  const chain = new Set([step]);
  for (let next = blockersOf(step)[0]; next !== undefined; next = blockersOf(next)[0]) {
    if (chain.has(next)) return [step];
    chain.add(next);
  }
  return [...chain];
}

/** Who owns what holds another task up is asked about a task and about a blocker. */
function subjectsOf(as: ChaseSubject, holdsUp: boolean): ChaseSubject[] {
  return holdsUp && as !== "blockers" ? [as, "blockers"] : [as];
}

type Found = Omit<Holder, "about" | "isReady"> & { as: ChaseSubject };

function holderOf({ task, pulls }: PlanStep, people: People, called: string): Found {
  const blocker = task.blockedBy === undefined ? undefined : findPersonNamed(people, task.blockedBy);
  if (blocker !== undefined) return { person: blocker, because: `holds ${called} up`, as: "blockers" };
  const asked = pulls.flatMap((pull) =>
    requestsTo(pull, people).map((found) => ({ ...found, because: `reviews #${pull.number}`, as: "reviews" as const })),
  );
  return asked.find(({ person }) => person !== undefined) ?? asked[0] ?? { ...ownerOf(task), because: `owns ${called}`, as: "tasks" };
}

function ownerOf({ person, owner }: OpenTask): Pick<Holder, "person" | "stranger"> {
  return person === undefined && owner !== "unassigned" ? { person, stranger: owner } : { person };
}

/** Who was asked to review and has not yet, the longest asked first; nobody reviews a draft. */
function requestsTo(pull: PullRequest, people: People): Pick<Holder, "person" | "stranger">[] {
  if (pull.draft) return [];
  return requestsOf(pull).map(({ login }) => {
    const person = personOf(people, { name: login, account: accountOf(login, pull), role: "requested" });
    return person === undefined ? { person, stranger: login } : { person };
  });
}
