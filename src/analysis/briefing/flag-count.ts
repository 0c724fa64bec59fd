import type { JudgedFinding } from "../../core/finding.ts";
import type { Fact } from "../../core/item.ts";
import { derived, type Span } from "../../core/prose.ts";

/** How many findings, counted by one fact of each: two of one item must not count as one. */
export function countFlags(judged: readonly JudgedFinding[], unit: string): Span {
  const counted = new Map<string, Fact>();
  for (const { finding } of judged) {
    const evidence = finding.evidence.toSorted((a, b) => Number(b.item === finding.primary) - Number(a.item === finding.primary));
    const fact = evidence.find((each) => !counted.has(nameOf(each))) ?? evidence[0];
    if (fact) counted.set(nameOf(fact), fact);
  }
  return derived(judged.length, unit, [...counted.values()]);
}

function nameOf({ item, path }: Fact): string {
  return `${item}\n${path}`;
}
