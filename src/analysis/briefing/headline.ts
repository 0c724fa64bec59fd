import { derived, prose, type Prose } from "../../core/prose.ts";
import type { Group, Selection } from "../select.ts";

const MINE: ReadonlySet<string> = new Set(["you", "unassigned"]);

/** Answers "what needs me" before anything else is read. What nobody owns needs the reader, too. */
export function headlineOf({ risks, more, today, open }: Selection, hasGaps: boolean): Prose {
  const pressing = [...risks, ...more];
  const mine = pressing.filter(isMine);
  const others = pressing.filter((group) => !isMine(group));
  const are = areOf(others);
  if (mine.length > 0 && others.length > 0) return prose`${things(mine)} ${needs(mine)} you; ${count(others, "")} more ${are} at risk.`;
  if (mine.length > 0) return prose`${things(mine)} ${needs(mine)} you.`;
  const isNothingNew = [...today, ...open].some((group) => group.lead.word !== "new" && (others.length === 0 || isMine(group)));
  if (others.length > 0) return prose`Nothing ${isNothingNew ? "new " : ""}of yours is at risk; ${things(others)} of others ${are}.`;
  return prose`${isNothingNew ? "Nothing new needs you" : "Nothing needs you"}${hasGaps ? " in what could be read" : ""}${waiting(today, open)}.`;
}

function isMine({ lead }: Group): boolean {
  return MINE.has(lead.finding.owner);
}

function waiting(today: readonly Group[], open: readonly Group[]): Prose {
  if (today.length === 0) return open.length > 0 ? prose`; ${things(open)} ${areOf(open)} still open` : [];
  const rest = open.length > 0 ? prose` and ${count(open, "")} more ${areOf(open)} still open` : [];
  return prose`; ${things(today)} ${areOf(today)} due today${rest}`;
}

function areOf(groups: readonly Group[]): string {
  return groups.length === 1 ? "is" : "are";
}

function needs(groups: readonly Group[]): string {
  return groups.length === 1 ? "needs" : "need";
}

function things(groups: readonly Group[]): Prose {
  return count(groups, "thing");
}

function count(groups: readonly Group[], unit: string): Prose {
  const evidence = groups.flatMap(({ lead }) => lead.finding.evidence[0] ?? []);
  return [derived(groups.length, unit, evidence)];
}
