import type { Handover } from "./handover.ts";
import type { Heard } from "./read-clause.ts";

/** The clause and the place in it that say what is waited for. */
export interface Wait {
  heard: Heard;
  span: readonly [number, number];
}

/** What is waited for: what is named counts before that it waits at all. */
export function waited(heard: readonly Heard[]): Wait | undefined {
  const waits = heard.flatMap((each) =>
    each.waitsFor && (!each.senses.has("doubt") || each.waitsFor[0] === 0) ? [{ heard: each, span: each.waitsFor }] : [],
  );
  const named = waits.find(({ span: [start, end] }) => end > start);
  const [bare] = waits;
  if (named || !bare) return named;
  const next = heard[heard.indexOf(bare.heard) + 1];
  return next && isReason(next)
    ? { heard: next, span: [/^(?:(?:of|on|by) )?/.exec(next.clause.text)?.[0].length ?? 0, next.clause.text.length] }
    : bare;
}

/** "Blocked, no staging env". */
function isReason({ clause, rest, senses, days, handover }: Heard): boolean {
  const isNext = /^[,:(\s-]*(?:because|cause)?\s*$/.test(clause.joint) || /^(?:on |for )?@\d+$/.test(clause.text);
  return isNext && rest !== "" && senses.size === 0 && days.length === 0 && handover === undefined;
}

/** Whoever is named counts before "not mine". */
export function handed(heard: readonly Heard[]): Handover | undefined {
  const all = heard.flatMap(({ handover, senses }) => (handover && !senses.has("doubt") ? [handover] : []));
  const named = all.filter(({ to, isUnclear }) => to !== null || isUnclear);
  const [first] = named;
  if (first && named.some(({ to }) => to !== first.to)) return { ...first, to: null, isUnclear: true };
  return first ?? all[0];
}
