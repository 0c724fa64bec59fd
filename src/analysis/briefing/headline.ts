import { derived, prose, type Prose } from "../../core/prose.ts";
import type { Group, Selection } from "../select.ts";

const MINE: ReadonlySet<string> = new Set(["you", "unassigned"]);

/** Answers "what needs me" before anything else is read. What nobody owns needs the reader, too. */
export function headlineOf({ risks, more, today, open }: Selection, hasGaps: boolean): Prose {
  const pressing = [...risks, ...more];
  const mine = pressing.filter(isMine);
  const others = pressing.filter((group) => !isMine(group));
  const are = others.length === 1 ? "is" : "are";
  if (mine.length > 0 && others.length > 0) return prose`${things(mine)} ${needs(mine)} you; ${count(others, "")} more ${are} at risk.`;
  if (mine.length > 0) return prose`${things(mine)} ${needs(mine)} you.`;
  if (others.length > 0) return prose`Nothing of yours is at risk; ${things(others)} of others ${are}.`;
  const isNothingNew = [...today, ...open].some(({ lead }) => lead.word !== "new");
  return prose`${isNothingNew ? "Nothing new needs you" : "Nothing needs you"}${hasGaps ? " in what could be read" : ""}${waiting(today, open)}.`;
}

function isMine({ lead }: Group): boolean {
  return MINE.has(lead.finding.owner);
}

function waiting(today: readonly Group[], open: readonly Group[]): Prose {
  if (today.length > 0) return prose`; ${things(today)} ${today.length === 1 ? "is" : "are"} due today`;
  return open.length > 0 ? prose`; ${things(open)} ${open.length === 1 ? "is" : "are"} still open` : [];
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
