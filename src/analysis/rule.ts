import type { Change, Fact, Item } from "../core/item.ts";
import type { Finding } from "../core/finding.ts";
import type { People } from "../core/person.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { findingKey } from "../lib/hash.ts";
import type { History } from "./ci/group/types.ts";
import { severityOf, type Factors } from "./severity.ts";

/** All that a rule may look at. */
export interface RuleContext {
  /** Everything gathered from every source; a rule picks what it understands. */
  items: readonly Item[];
  /** What stood at the last run and is there no more, from sources that answered in full: cancelled events, tasks taken out. */
  gone: readonly Item[];
  /** What became of dates, owners, statuses and places in the last 90 days, oldest first. */
  changes: readonly Change[];
  /** The instant that the run speaks of. */
  now: string;
  calendar: WorkCalendar;
  people: People;
  /** What is remembered of the causes of failing checks; absent where nothing is yet. */
  history?: History;
  /** What people were asked, as items with what they said; absent where nobody was. */
  asks?: readonly Item[];
  /** The rule's own thresholds: its defaults, with what config says laid over them. */
  thresholds: Readonly<Record<string, number>>;
}

/** A number that decides whether a rule speaks, and that config may change. */
export interface Threshold {
  value: number;
  unit: string;
  about: string;
}

/** Finds one kind of risk. Pure: the same context gives the same findings. */
export interface Rule {
  /** Such as `TASK-01`; part of every finding's key, so it never changes. */
  id: string;
  title: string;
  /**
   * The id of the rule whose findings these are later or earlier stages of: about one item they are one finding, of which a reader
   * speaks once. Absent for a matter of its own.
   */
  stageOf?: string;
  /** What it looks for and why that matters, in plain words. */
  about: string;
  /** The connector that a ledger entry of this rule came from where the entry does not say. */
  source: string;
  /** How it is told that the condition is over, after the title: `no longer overdue`. Absent for events, whose end is no news. */
  cleared?: string;
  thresholds: Readonly<Record<string, Threshold>>;
  find(context: RuleContext): Finding[];
}

/** A finding without what follows from the rest of it. */
export interface FindingDraft extends Omit<
  Finding,
  "key" | "severity" | "factors" | "primary" | "source" | "isEvent" | "evidence" | "rule"
> {
  rule: Pick<Rule, "id" | "cleared" | "stageOf">;
  primary: Item;
  /** Tells apart several findings of one rule about one item. */
  scope?: string;
  factors: Factors;
  evidence: readonly [Fact, ...Fact[]];
}

/**
 * Completes a draft with key, severity and source.
 * Title, why and action are clauses without a full stop; the briefing joins them as
 * `**title**: why. Next: action (owner, by due).` The title names the primary item.
 */
export function finding({ rule, primary, scope, factors, ...rest }: FindingDraft): Finding {
  return {
    ...rest,
    rule: rule.id,
    key: matterKey(rule, primary.id, scope),
    severity: severityOf(factors),
    factors,
    primary: primary.id,
    source: primary.source,
    ...(rule.cleared === undefined && { isEvent: true }),
  };
}

/** The key of what a rule finds about something, the same for all stages of one matter. */
export function matterKey({ id, stageOf = id }: Pick<Rule, "id" | "stageOf">, about: string, scope?: string): string {
  return findingKey(stageOf, about, scope);
}

/** A threshold that the rule declares; throws a RangeError for one that it does not. */
export function getThreshold(context: RuleContext, name: string): number {
  const value = context.thresholds[name];
  if (value === undefined) throw new RangeError(`expected the rule to declare the threshold ${name}, got none`);
  return value;
}

/** The thresholds that a rule runs with: its defaults, with config's laid over them. */
export function thresholdsOf(rule: Rule, configured: Readonly<Record<string, number>> = {}): Record<string, number> {
  const defaults = Object.entries(rule.thresholds).map(([name, threshold]) => [name, threshold.value] as const);
  return { ...Object.fromEntries(defaults), ...configured };
}
