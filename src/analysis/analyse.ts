import type { Finding, JudgedFinding, LedgerEntry, Severity } from "../core/finding.ts";
import type { Change, Item, SourceHealth } from "../core/item.ts";
import type { People } from "../core/person.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { chase } from "./chase/chase.ts";
import { ASKS } from "./chase/evidence.ts";
import type { Chased, ChaseState } from "./chase/types.ts";
import { causesIn } from "./ci/causes/causes-in.ts";
import type { History } from "./ci/group/types.ts";
import { judge } from "./ledger.ts";
import { thresholdsOf } from "./rule.ts";
import { rules } from "./rules/registry.ts";
import { select, toldIn } from "./select.ts";
import { link } from "./link.ts";
import { connectorOf } from "./source.ts";

export interface AnalyseInput {
  items: readonly Item[];
  /** What stood at the last run and is there no more. */
  gone: readonly Item[];
  /** What became of the items' fields lately, oldest first. */
  changes: readonly Change[];
  sources: readonly SourceHealth[];
  /** What this reader was told before. */
  ledger: readonly LedgerEntry[];
  /** The connectors that may not cover any more what they brought earlier; absent where all do. */
  narrowed?: readonly string[];
  /** The instant that the run speaks of. */
  now: string;
  calendar: WorkCalendar;
  people: People;
  /** What config says, by rule id, then by the threshold's name. */
  thresholds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What is remembered of the causes of failing checks; absent where nothing is yet. */
  history?: History;
  /** What is known of asking people; absent where nobody is asked. */
  chase?: ChaseState;
  /** Whom the briefing is for: a key of people, or `me`. */
  reader: string;
}

/** What was concluded, and the ledger entries to keep. */
export interface Analysis {
  judged: JudgedFinding[];
  ledger: LedgerEntry[];
  /** Open before, and not looked for because their source failed: neither aged nor cleared. */
  unchecked: LedgerEntry[];
  /** What to remember of the causes of failing checks; absent where nothing is. */
  history?: History;
  /** What asking people has come to; absent where nobody is asked. */
  chase?: Chased;
}

/** Applies every rule and the ledger. Pure: the same input gives the same answer, whenever it is asked. */
export function analyse(input: AnalyseInput): Analysis {
  const fates = new Map(rules.map((rule) => [rule.id, rule]));
  const chased = input.chase && chase(input.chase, { ...input, items: link(input.items).items });
  const findings = findAll(input, chased);
  const { judged, entries, unchecked } = judge({ ...input, findings, fates, checked: checkedIn(input.sources, chased) });
  const told = new Set(toldIn(select(judged, input.now, input.calendar)).map((each) => each.finding.key));
  const ledger = entries.map((entry) => (told.has(entry.key) ? markTold(entry, input.now) : entry));
  return { judged, ledger, unchecked, ...historyAfter(input), ...(chased && { chase: chased }) };
}

/**
 * Where a source failed, what could not be looked for is neither over nor forgotten. Where less is asked than before, what is not there may
 * just not be looked at any more: it is forgotten without a word, so that it is neither over now nor back later.
 */
function historyAfter(input: AnalyseInput): Pick<Analysis, "history"> {
  const { history, resolved } = causesIn({ ...input, items: link(input.items).items });
  const { sources, narrowed = [] } = input;
  const isWhole = sources.every(({ ok }) => ok);
  const unseen = new Set(isWhole && narrowed.length === 0 ? [] : resolved.map(({ id }) => id));
  const before = isWhole ? [] : (input.history?.causes.filter(({ id }) => unseen.has(id)) ?? []);
  const causes = [...history.causes.filter(({ id }) => !unseen.has(id)), ...before];
  return causes.length > 0 ? { history: { causes } } : {};
}

function findAll(input: AnalyseInput, chased: Chased | undefined): Finding[] {
  const seen = { ...input, items: link(input.items).items, ...(chased && { asks: chased.evidence }) };
  const found = rules.flatMap((rule) => rule.find({ ...seen, thresholds: thresholdsOf(rule, input.thresholds[rule.id]) }));
  return gravestOfEach(onceEach(found)).map((finding) => ({ ...finding, owner: asReaderSays(finding.owner, input) }));
}

/** What two sources show of one thing is told by the one that knows more. */
function onceEach(found: readonly Finding[]): Finding[] {
  const keys = new Set(found.map(({ key }) => key));
  return found.filter(({ sameAs }) => sameAs === undefined || !keys.has(sameAs));
}

/** Of a series some dates may be at one stage and some at another: the gravest speaks for the matter. */
function gravestOfEach(found: readonly Finding[]): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const finding of found) {
    const other = byKey.get(finding.key);
    if (other === undefined || finding.severity > other.severity) byKey.set(finding.key, finding);
  }
  return [...byKey.values()];
}

/** Rules say `you` of the workspace's owner; a briefing says it of whoever reads. */
function asReaderSays(owner: string, { reader, people }: AnalyseInput): string {
  if (reader === "me") return owner;
  if (owner === "you") return people.all.find((person) => person.key === "me")?.name ?? "the owner";
  return owner === people.all.find((person) => person.key === reader)?.name ? "you" : owner;
}

/** The connectors all of whose grants answered in full; what people said is always known. */
function checkedIn(sources: readonly SourceHealth[], chased: Chased | undefined): Set<string> {
  const failed = new Set(sources.flatMap((health) => (health.ok ? [] : [connectorOf(health.source)])));
  const answered = sources.map((health) => connectorOf(health.source)).filter((connector) => !failed.has(connector));
  return new Set([...answered, ...(chased ? [ASKS] : [])]);
}

function markTold(entry: LedgerEntry, now: string): LedgerEntry {
  const shownSeverity: Severity =
    entry.lastSeverity > (entry.shownSeverity ?? 0) ? entry.lastSeverity : (entry.shownSeverity ?? entry.lastSeverity);
  return { ...entry, lastReported: now, shownSeverity };
}
