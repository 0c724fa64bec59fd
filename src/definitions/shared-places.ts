import type { Automation } from "../core/automation.ts";
import type { WriteGrant } from "../core/grant.ts";
import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import { problemAt, type Problem } from "../lib/problem.ts";

interface Write {
  automation: Automation;
  grant: WriteGrant;
}

/** Takes out the automations that would write over each other's briefings, with a problem for each of them. */
export async function refuseSharedPlaces(
  automations: readonly Automation[],
  deliveries: Catalogue<Delivery>,
): Promise<{ automations: Automation[]; problems: Problem[] }> {
  const writes = automations.flatMap((automation) => automation.writes.map((grant) => ({ automation, grant })));
  // What has no options names no place of its own: a start loads no delivery to hear so.
  const placed = writes.filter(({ grant }) => Object.keys(grant.options).length > 0);
  const groups = Map.groupBy(placed, ({ grant }) => JSON.stringify([grant.delivery, grant.options]));
  const problems = new Map<string, Problem>();
  for (const group of groups.values()) {
    for (const [id, problem] of await sharedBy(group, deliveries)) problems.set(id, problem);
  }
  return { automations: automations.filter(({ id }) => !problems.has(id)), problems: [...problems.values()] };
}

/** The problem of each automation that shares a place which only one can have. */
async function sharedBy(group: readonly Write[], deliveries: Catalogue<Delivery>): Promise<[string, Problem][]> {
  const [first] = group;
  if (first === undefined || group.length < 2) return [];
  const delivery = await deliveries.load(first.grant.delivery);
  if (!delivery.exclusive) return [];
  const ids = group.map(({ automation }) => automation.id);
  const message = `expected one automation to write ${delivery.describe(first.grant.options)}, got ${ids.join(" and ")}`;
  const hint = "Give each a place of its own; until then none of them runs.";
  return group.map(({ automation: { id, path } }) => [id, problemAt(path, { line: 1, column: 1 }, message, hint)]);
}
