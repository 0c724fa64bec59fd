import type { Finding, JudgedFinding, LedgerEntry, LedgerWord } from "../core/finding.ts";
import { prose, type Prose } from "../core/prose.ts";
import { businessDaysSince, type WorkCalendar } from "../core/work-calendar.ts";
import { factsIn } from "./facts.ts";
import { isShowable } from "./severity.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** What comes back after this long is new again. */
const FORGOTTEN_AFTER_MS = 14 * DAY_MS;
/** So many openings and closings within a week are one flapping matter, whose turns are told once a day at most. */
const FLAPPING_TURNS = 3;
const FLAPPING_MS = 7 * DAY_MS;
/** Crossing one of these makes a metric worse. */
const BUCKETS = [1, 2, 4, 8, 16] as const;
/** What stays open is told in full again each time it has stood for so many business days more. */
const RESHOW_BUSINESS_DAYS = 5;
const HIGH = 3;

/** What the ledger needs to know of the rule behind an entry. */
export interface RuleFate {
  /** The connector of those entries that do not say theirs. */
  source: string;
  /** How its end is told; absent for events, whose end is no news. */
  cleared?: string;
  /** The rule of whose matter its findings are a stage. */
  stageOf?: string;
}

export interface LedgerInput {
  findings: readonly Finding[];
  /** What the reader was told before. */
  ledger: readonly LedgerEntry[];
  /** By rule. The entries of a rule that is no more are left alone. */
  fates: ReadonlyMap<string, RuleFate>;
  /** The connectors that answered in full: of what is missing from any other, nothing is known. */
  checked: ReadonlySet<string>;
  /** The connectors that may not cover any more what they brought earlier: what they do not bring now is dropped without a word. */
  narrowed?: readonly string[];
  now: string;
  calendar: WorkCalendar;
}

/** What the ledger says, and the entries as they stand after this run. `lastReported` is left for those who decide what is shown. */
export interface Judgement {
  judged: JudgedFinding[];
  entries: LedgerEntry[];
  /** Open before, and not looked for now because the source failed; every one says its source. */
  unchecked: LedgerEntry[];
}

/** Compares what is found with what was told: one word of the ledger for each finding and for each that is gone. */
export function judge(input: LedgerInput): Judgement {
  const { findings, ledger, checked, now } = input;
  const known = new Map(ledger.map((entry) => [entry.key, asKnownAt(entry, now)]));
  const found = new Set(findings.map((finding) => finding.key));
  const isDropped = isOutOf(input.narrowed);
  const absent = missingIn(input, found);
  const dropped = absent.filter((entry) => isDropped(entry));
  const missing = absent.filter((entry) => !isDropped(entry));
  // A run as of an earlier instant knows nothing of the end of what was seen later.
  const isChecked = ({ source, sources = [source] }: LedgerEntry & { source: string }): boolean =>
    sources.every((each) => checked.has(each));
  const gone = missing.filter((entry) => isChecked(entry) && entry.lastSeen <= now);
  const open = findings.map((finding) => judgeOpen(finding, known.get(finding.key), input));
  const renewed = open.flatMap((each) => (each.word === "new" ? [each.finding] : []));
  return {
    judged: [...open, ...gone.flatMap((entry) => judgeGone(entry, renewed, input))],
    entries: [
      ...findings.map((finding) => opened(finding, known.get(finding.key), input)),
      ...gone.map((entry) => closed(entry, now)),
      ...dropped.map((entry) => untold(closed(entry, now))),
    ],
    unchecked: missing.filter((entry) => !isChecked(entry) && input.fates.get(entry.rule)?.cleared !== undefined),
  };
}

/** Whether something of it came from one of those connectors. */
function isOutOf(narrowed: readonly string[] = []): (entry: LedgerEntry & { source: string }) => boolean {
  return ({ source, sources = [source] }) => sources.some((each) => narrowed.includes(each));
}

/** A run as of a later instant may have seen the end of what still stands now. */
function asKnownAt({ resolvedAt, ...entry }: LedgerEntry, now: string): LedgerEntry {
  return resolvedAt === undefined || resolvedAt > now ? entry : { ...entry, resolvedAt };
}

/** What was open and is not found, each with its source. The entries of a rule that is no more are left alone. */
function missingIn({ ledger, fates }: LedgerInput, found: ReadonlySet<string>): (LedgerEntry & { source: string })[] {
  return ledger.flatMap((entry) => {
    const source = entry.source ?? fates.get(entry.rule)?.source;
    const isMissing = entry.resolvedAt === undefined && !found.has(entry.key) && fates.has(entry.rule);
    return isMissing && source !== undefined ? [{ ...entry, source }] : [];
  });
}

/** Whether a repeated finding is due to be told in full again: every fifth business day, and when its snooze has ended. */
export function isReshown({ word, was }: JudgedFinding, now: string, calendar: WorkCalendar): boolean {
  if (word !== "repeat" || was === undefined) return false;
  const round = (days: number): number => Math.floor(days / RESHOW_BUSINESS_DAYS);
  const until = was.acknowledgement?.until;
  const hasWoken = until !== undefined && until > was.lastSeen && until <= now;
  return hasWoken || round(daysOpenAt(was, now, calendar)) > round(was.daysOpen);
}

/** Whether a reader who hears of it in a count alone has not heard that before: what stands as it stood at the last run is no news. */
export function isNewInCount({ finding, word, was }: JudgedFinding): boolean {
  if (was === undefined || was.resolvedAt !== undefined || word === "worse" || word === "changed") return true;
  const isSinceThen = (at: string | undefined): boolean => at !== undefined && at >= was.lastSeen;
  return finding.severity > was.lastSeverity || isSinceThen(was.lastReported) || isSinceThen(was.acknowledgement?.at);
}

function judgeOpen(finding: Finding, was: LedgerEntry | undefined, input: LedgerInput): JudgedFinding {
  const word = was === undefined ? "new" : wordFor(finding, was, input);
  return was === undefined ? { finding, word } : { finding, word, was };
}

function wordFor(finding: Finding, was: LedgerEntry, input: LedgerInput): LedgerWord {
  const rose = finding.severity > was.lastSeverity;
  const silence = silenceAt(was, input.now);
  if (silence === "muted") return "acknowledged";
  // Age alone must not undo what a reader said, nor that the day has come nearer.
  if (silence === "acknowledged") return isGraver(finding, was) ? "worse" : "acknowledged";
  if (isAnother(was, input.now) || (was.lastReported === undefined && isShowable(finding))) return "new";
  if (was.resolvedAt !== undefined) return wordForReopened(was, input);
  if (rose || bucketOf(finding.metric) > bucketOf(was.lastMetric)) return "worse";
  return finding.state === was.lastState && finding.rule === was.rule ? "repeat" : "changed";
}

/** Whether it got worse other than by the day coming nearer: that a next stage has come with the days is no change of the matter itself. */
function isGraver({ rule, state, severity, factors }: Finding, was: LedgerEntry): boolean {
  const hasChanged = state !== was.lastState;
  if (rule !== was.rule && !hasChanged) return false;
  const isMore = factors !== undefined && was.lastImpact !== undefined && factors.impact > was.lastImpact;
  return isMore || (hasChanged && severity > was.lastSeverity);
}

/** Its end was told, so its return must be; an event is not over because it fell out of view, so it did not return either. */
function wordForReopened(was: LedgerEntry, { fates, now }: LedgerInput): LedgerWord {
  if (fates.get(was.rule)?.cleared === undefined) return "repeat";
  return isFlapping(was.turns, now) && toldWithin(was, DAY_MS, now) ? "repeat" : "worse";
}

function opened(finding: Finding, was: LedgerEntry | undefined, { now, calendar }: LedgerInput): LedgerEntry {
  const isOpening = was === undefined || was.resolvedAt !== undefined;
  const {
    resolvedAt: _resolvedAt,
    lastMetric: _lastMetric,
    lapses: _lapses,
    ...kept
  } = was === undefined || isAnother(was, now) ? blank(finding, now, was) : was;
  return {
    ...kept,
    rule: finding.rule,
    source: finding.source,
    sources: sourcesOf(finding),
    daysOpen: isOpening ? 1 : daysOpenAt(was, now, calendar),
    lastSeen: was !== undefined && was.lastSeen > now ? was.lastSeen : now,
    lastSeverity: finding.severity,
    ...(finding.factors && { lastImpact: finding.factors.impact }),
    ...(finding.metric !== undefined && { lastMetric: finding.metric }),
    lastState: finding.state,
    ...(finding.lapses !== undefined && { lapses: finding.lapses }),
    lastTitle: finding.title,
    turns: isOpening ? turnsWith(kept.turns, now) : kept.turns,
  };
}

/** The connectors that its evidence came from: ids of items begin with theirs. */
function sourcesOf({ source, evidence }: Finding): string[] {
  return [...new Set([source, ...evidence.map(({ item }) => item.split(":", 1)[0] ?? source)])];
}

/** A first entry; only what the reader said outlives an earlier one. */
function blank({ key, rule, severity, state, title }: Finding, now: string, was: LedgerEntry | undefined): LedgerEntry {
  const entry = {
    key,
    rule,
    firstSeen: now,
    daysOpen: 1,
    lastSeen: now,
    lastSeverity: severity,
    lastState: state,
    lastTitle: title,
    turns: [],
  };
  return was?.acknowledgement ? { ...entry, acknowledgement: was.acknowledgement } : entry;
}

/** Told once, under "Cleared": only what was shown as high, is over for good, not by itself, and has not just turned into something else. */
function judgeGone(entry: LedgerEntry & { source: string }, renewed: readonly Finding[], { fates, now }: LedgerInput): JudgedFinding[] {
  const cleared = fates.get(entry.rule)?.cleared;
  const primary = factsIn(entry.lastTitle)[0]?.item ?? "";
  const lapsed = entry.lapses !== undefined && entry.lapses <= now;
  const isTold = (entry.shownSeverity ?? 0) >= HIGH && !lapsed && silenceAt(entry, now) === undefined && !isFlapping(entry.turns, now);
  const isNextStage = (each: Finding): boolean => each.primary === primary && matterOf(each.rule, fates) === matterOf(entry.rule, fates);
  if (cleared === undefined || !isTold || renewed.some((each) => isNextStage(each) || isSameElsewhere(each, entry))) return [];
  const finding: Finding = {
    rule: entry.rule,
    key: entry.key,
    severity: entry.lastSeverity,
    confidence: 1,
    title: entry.lastTitle,
    why: prose`${cleared}`,
    action: [],
    owner: "unassigned",
    primary,
    source: entry.source,
    evidence: [],
    state: entry.lastState,
  };
  return [{ finding, word: "resolved", was: entry }];
}

/** Rules whose findings are stages of one matter have it in common. */
function matterOf(rule: string, fates: LedgerInput["fates"]): string {
  return fates.get(rule)?.stageOf ?? rule;
}

/** What was only moved or renamed is a new thing by its id, yet reads the same. */
function isSameElsewhere({ rule, title }: Finding, entry: LedgerEntry): boolean {
  return rule === entry.rule && wordsOf(title) === wordsOf(entry.lastTitle);
}

function wordsOf(title: Prose): string {
  return title
    .map((span) => (span.kind === "fact" ? String(span.fact.value) : span.kind === "derived" ? span.derived.unit : span.text))
    .join("");
}

function closed(entry: LedgerEntry, now: string): LedgerEntry {
  return { ...entry, resolvedAt: now, turns: turnsWith(entry.turns, now) };
}

/** Nobody was told of its end: should it be found once more, it is new. */
function untold({ lastReported: _lastReported, shownSeverity: _shownSeverity, ...entry }: LedgerEntry): LedgerEntry {
  return entry;
}

function silenceAt({ acknowledgement }: LedgerEntry, now: string): "muted" | "acknowledged" | undefined {
  if (acknowledgement === undefined) return undefined;
  if (acknowledgement.kind === "mute") return "muted";
  if (acknowledgement.kind === "not_a_risk") return "acknowledged";
  return acknowledgement.until !== undefined && acknowledgement.until > now ? "acknowledged" : undefined;
}

function daysOpenAt(was: LedgerEntry, now: string, calendar: WorkCalendar): number {
  // A run as of an earlier instant than the last one makes nothing younger.
  return was.daysOpen + Math.max(0, businessDaysSince(calendar, was.lastSeen, now));
}

/** Whether what is found now is not the old one back: that was too long ago, or another date of it. */
function isAnother(was: LedgerEntry, now: string): boolean {
  return isForgotten(was, now) || hasLapsed(was);
}

function isForgotten({ resolvedAt }: LedgerEntry, now: string): boolean {
  return resolvedAt !== undefined && Date.parse(now) - Date.parse(resolvedAt) > FORGOTTEN_AFTER_MS;
}

/** Whether its last end came by itself, as that of a meeting that was held. */
function hasLapsed({ resolvedAt, lapses }: LedgerEntry): boolean {
  return resolvedAt !== undefined && lapses !== undefined && lapses <= resolvedAt;
}

function toldWithin({ lastReported }: LedgerEntry, spanMs: number, now: string): boolean {
  return lastReported !== undefined && Date.parse(now) - Date.parse(lastReported) < spanMs;
}

/** Whether one turn more, now, makes too many. */
function isFlapping(turns: readonly string[], now: string): boolean {
  return turnsWith(turns, now).length >= FLAPPING_TURNS;
}

/** Turns older than a week no longer matter. */
function turnsWith(turns: readonly string[], now: string): string[] {
  return [...turns.filter((turn) => Date.parse(now) - Date.parse(turn) <= FLAPPING_MS), now];
}

function bucketOf(metric: number | undefined): number {
  return metric === undefined ? 0 : BUCKETS.filter((bound) => metric >= bound).length;
}
