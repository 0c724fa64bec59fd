import type { Fact, Item } from "../../core/item.ts";
import type { PlanTask } from "../../core/kinds/launch.ts";
import { messagesIn, type Message } from "../../core/kinds/message.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import type { People } from "../../core/person.ts";
import { getFact } from "../../core/prose.ts";
import { personOf } from "../people.ts";
import { isLinked } from "../rules/pull-requests/links.ts";
import type { OpenTask } from "../rules/tasks/task.ts";
import { createNamingFinder, namesKey } from "./naming.ts";

/** Kinds that show work on what they name. */
const TELLING: ReadonlySet<string> = new Set(["pull_request", "commit", "change"]);

/** What happened to a task anywhere. */
export interface Activity {
  /** The newest of it: a UTC instant. */
  movedAt: string;
  /** What tells how it stands without asking; empty where nothing does. */
  known: readonly Fact[];
  /** The pull requests that are for it and open. */
  open: readonly PullRequest[];
}

/** Finds what happened to open tasks: edits, pull requests and commits that name them, and what their owners wrote of them in channels. */
export function createActivityFinder(items: readonly Item[], people: People): (task: OpenTask & { plan: PlanTask }) => Activity {
  const pulls = pullRequestsIn(items);
  const writers = new Map(messagesIn(items).flatMap((message) => writerOf(message, people)));
  const findNamed = createNamingFinder(items.filter(({ id, kind }) => TELLING.has(kind) || writers.has(id)));
  return ({ plan, ...task }) => {
    const own = pulls.filter((pull) => isFor(pull, plan, task));
    const named = findNamed(plan).filter(({ id }) => !writers.has(id) || writers.get(id) === task.person?.key);
    const touched = new Set([...own.map(({ item }) => item), ...named]);
    const moves = pulls.filter(({ item }) => touched.has(item)).flatMap(instantsOf);
    return {
      movedAt: latestOf([task.item.updatedAt, plan.statusAt, ...named.map(({ ts }) => ts), ...moves]),
      known: knownOf(own, plan),
      open: own.filter(({ state }) => state === "open"),
    };
  };
}

/** Whoever of config/people.yaml wrote a message, by its id; what programs write moves nothing. */
function writerOf({ item, bot }: Message, people: People): (readonly [id: string, key: string])[] {
  const from = item.actors.find(({ role }) => role === "from");
  const writer = bot || from === undefined ? undefined : personOf(people, from);
  return writer === undefined ? [] : [[item.id, writer.key]];
}

/** What only speaks of a task in its text may be for another one. */
function isFor(pull: PullRequest, plan: PlanTask, task: OpenTask): boolean {
  return namesKey(`${pull.item.title}\n${pull.head}`, plan) || isLinked(pull, task);
}

/** The last word of a review is `octocat approved 2026-11-20T09:00:00.000Z`. */
function instantsOf({ item, pushedAt, mergedAt, closedAt, reviews }: PullRequest): (string | null | undefined)[] {
  return [item.ts, pushedAt, mergedAt, closedAt, ...reviews.map((line) => line.split(" ")[2])];
}

function latestOf(instants: readonly (string | null | undefined)[]): string {
  return instants.map((instant) => instant ?? "").reduce((latest, instant) => (instant > latest ? instant : latest));
}

/** What was merged tells that it is done, unless more is on the way or somebody has told of it since. */
function knownOf(own: readonly PullRequest[], { statusAt }: PlanTask): Fact[] {
  if (own.some(({ state }) => state === "open")) return [];
  const merged = own.filter(({ mergedAt }) => mergedAt !== null && mergedAt > (statusAt ?? ""));
  return merged.flatMap(({ item }) => [getFact(item, "fields.number"), getFact(item, "fields.mergedAt")]);
}
