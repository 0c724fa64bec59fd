import type { Automation } from "./automation.ts";
import type { Trigger } from "./trigger.ts";

/** The automations whose runs' ends a trigger hears of; none for any other kind of trigger. */
export function automationsHeard(trigger: Trigger): string[] {
  if (trigger.kind !== "event" || trigger.source !== "run") return [];
  const named = trigger.options["automations"];
  return Array.isArray(named) ? named.filter((each) => typeof each === "string") : [];
}

/**
 * The circles in which automations would start each other for ever, whatever their conditions say. Each is a shortest one, in
 * the order in which runs would follow one another; every automation that stands in a circle is in at least one of them.
 */
export function findRunCycles(automations: readonly Pick<Automation, "id" | "triggers">[]): string[][] {
  const followers = new Map<string, string[]>();
  for (const { id, triggers } of automations) {
    for (const heard of new Set(triggers.flatMap(automationsHeard))) followers.set(heard, [...(followers.get(heard) ?? []), id]);
  }
  const circles: string[][] = [];
  const told = new Set<string>();
  for (const { id } of automations) {
    const circle = told.has(id) ? undefined : findWayBack(id, followers);
    if (!circle) continue;
    circles.push(circle);
    for (const member of circle) told.add(member);
  }
  return circles;
}

/** Breadth first, so that the way found is a shortest one. */
function findWayBack(start: string, followers: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const from = new Map<string, string>();
  const queue = [start];
  for (const current of queue) {
    for (const next of followers.get(current) ?? []) {
      if (next === start) return wayTo(current, start, from);
      if (from.has(next)) continue;
      from.set(next, current);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, from: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let step = from.get(end); way[0] !== start && step !== undefined; step = from.get(step)) way.unshift(step);
  return way;
}
