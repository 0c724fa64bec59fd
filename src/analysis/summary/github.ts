import type { Item } from "../../core/item.ts";
import { prose, type Prose } from "../../core/prose.ts";
import { itemsIn, joined } from "../facts.ts";
import { counted } from "./counted.ts";
import type { Summarise } from "./summary.ts";

/** The kinds in the order in which they are told, as people say them. Of checks only jobs that failed are news, which speak for their failures and runs. */
const UNITS: Readonly<Record<string, string>> = {
  pull_request: "pull request",
  issue: "issue",
  rollout: "deployment",
  release: "release",
  ci_job: "failed job",
};

/** How much of each kind is new or has changed: `GitHub: 3 new pull requests, 1 changed issue and 2 new failed jobs.` */
export const summariseWork: Summarise = (news, { earlier }) => {
  const known = new Set(earlier?.map(({ id }) => id));
  const counts = Object.entries(UNITS).flatMap(([kind, unit]): Prose[] => {
    const items = news.filter((item) => item.kind === kind && isNews(item));
    if (earlier === undefined) return line(items, unit);
    const fresh = items.filter(({ id }) => !known.has(id));
    const changed = items.filter(({ id }) => known.has(id));
    return [...line(fresh, `new ${unit}`), ...line(changed, `changed ${unit}`)];
  });
  if (counts.length === 0) return [];
  const text = prose`GitHub: ${joined(counts, ", ", " and ")}.`;
  return [{ kind: "fact", text, cites: itemsIn(text).slice(0, 1), flags: [], short: text }];
};

function isNews({ kind, fields }: Item): boolean {
  return kind !== "ci_job" || fields["conclusion"] === "failed" || fields["conclusion"] === "timed_out";
}

function line(items: readonly Item[], unit: string): Prose[] {
  return items.length === 0 ? [] : [prose`${counted(items, unit)}`];
}
