import type { Grade } from "../../../core/finding.ts";
import { findFact, type Actor, type Fact, type Item } from "../../../core/item.ts";
import { rolloutsIn, type Rollout } from "../../../core/kinds/rollout.ts";
import type { People } from "../../../core/person.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { displayName, isMe, isVip } from "../../people.ts";
import { raiseImpact } from "../../severity.ts";

const UNDER_WAY: ReadonlySet<Rollout["state"]> = new Set(["planned", "running", "paused"]);

/** The rollouts that are planned or under way. One that a later one of the same service has overtaken at its stage matters no more. */
export function openRollouts(items: readonly Item[]): Rollout[] {
  const all = rolloutsIn(items);
  const isOvertaken = ({ service, stage, item }: Rollout): boolean =>
    all.some((other) => other.state === "done" && other.service === service && other.stage === stage && other.item.ts > item.ts);
  return all.filter((rollout) => UNDER_WAY.has(rollout.state) && !isOvertaken(rollout));
}

/** What people call it, and where it is: `Checkout 2.4 at 50 %`. */
export function nameOf({ item }: Rollout): Prose {
  return prose`${fact(item, "title")} at ${fact(item, "fields.stage")}`;
}

/** Who answers for it, as the source says; undefined where it does not. */
export function ownerActor({ item }: Rollout): Actor | undefined {
  return item.actors.find(({ role }) => role === "owner");
}

/** Who is to act: `you`, a name, or `unassigned`. */
export function ownerOf(rollout: Rollout, people: People): string {
  const owner = ownerActor(rollout);
  if (owner === undefined) return "unassigned";
  return isMe(people, owner) ? "you" : displayName(people, owner);
}

/** A rule's impact, raised where somebody important answers for it. */
export function impactOf(base: Grade, rollout: Rollout, people: People): Grade {
  const owner = ownerActor(rollout);
  return raiseImpact(base, owner !== undefined && isVip(people, owner));
}

/** What a finding rests on: title, stage, owner, and those fields that the item has. */
export function evidenceOf({ item }: Rollout, ...fields: readonly string[]): [Fact, ...Fact[]] {
  const owner = item.actors.findIndex(({ role }) => role === "owner");
  const paths = ["fields.stage", ...fields.map((field) => `fields.${field}`), `actors.${owner}.name`];
  const present = paths.filter((path) => (findFact(item, path) ?? null) !== null);
  return [getFact(item, "title"), ...present.map((path) => getFact(item, path))];
}

/** What of a rollout makes its finding `changed` when it differs. */
export function stateOf(rollout: Rollout, people: People): string {
  return [ownerOf(rollout, people), rollout.stage, rollout.state].join("|");
}
