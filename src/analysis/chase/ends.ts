import type { Ask, EndedAskState } from "../../core/ask.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { isWornOut, PATIENCE_DAYS } from "./patience.ts";
import { isOver, nameOf, type Setting } from "./setting.ts";
import type { Asked, ChaseItem } from "./types.ts";

/** How an ask ends, and why, in words. */
export interface End {
  state: EndedAskState;
  reason: string;
}

/** How an open ask ends because of what has become of its plan, its person or its item; undefined where it goes on. */
export function endOf(ask: Ask, setting: Setting): End | undefined {
  const { closed, options, itemOf, personOf } = setting;
  const item = itemOf(ask.item);
  const person = personOf(ask.person);
  if (closed !== null) return closed;
  if (item === undefined) return endWithout(ask, setting);
  if (!item.isOpen) return { state: "moved", reason: "it is done, or dropped" };
  if (person === undefined || !options.roster.includes(ask.person)) {
    return { state: "cancelled", reason: `${nameOf(ask.person, setting)} is no longer among those who may be asked` };
  }
  return endByPerson(person, item, setting) ?? endByMove(ask, item, setting);
}

/** One task is taken out; where all of a plan is not there, it is about to be written, was moved, or is on another branch for a day. */
function endWithout(ask: Ask, setting: Setting): End | undefined {
  if (setting.hasPlanOf(ask.item)) return { state: "removed", reason: "it is no longer in the plan" };
  if (!isWornOut(ask, setting)) return undefined;
  return { state: "removed", reason: `nothing was left of its plan for more than ${PATIENCE_DAYS} business days` };
}

function endByPerson({ hasStopped, name, timezone }: Asked, item: ChaseItem, { now, today }: Setting): End | undefined {
  if (hasStopped) return { state: "stopped", reason: `${name} wants no more questions` };
  if (!isOver(item, today) && !isOver(item, plainDateOf(now, timezone))) return undefined;
  return { state: "expired", reason: `the launch was on ${item.launchDate}` };
}

function endByMove(ask: Ask, item: ChaseItem, setting: Setting): End | undefined {
  const { actor, movedAt, known, because } = item;
  if (actor !== ask.actor && actor !== ask.person) {
    const now = actor === null ? "nobody who can be asked is named for it now" : `${nameOf(actor, setting)} ${because} now`;
    return { state: "removed", reason: now };
  }
  if (known.length > 0) return { state: "moved", reason: "it is known without asking" };
  if (movedAt === null || movedAt <= moveCountsFrom(ask, setting.now)) return undefined;
  return { state: "moved", reason: `it moved on ${plainDateOf(movedAt, setting.calendar.timezone)}` };
}

/**
 * What was handed over is to be confirmed, whatever moved by that: for it, moves count once its person was asked. Where the clock was set back, what
 * lies ahead of it moved all the same.
 */
function moveCountsFrom({ actor, person, createdAt, messages }: Ask, now: string): string {
  const asked = messages[0]?.at ?? now;
  const since = actor === person && createdAt < asked ? createdAt : asked;
  return since < now ? since : now;
}
