import { judge, type RuleFate } from "../../src/analysis/ledger.ts";
import { finding } from "../../src/analysis/rule.ts";
import { select, toldIn } from "../../src/analysis/select.ts";
import type { Acknowledgement, Finding, LedgerEntry, LedgerWord } from "../../src/core/finding.ts";
import { fact, getFact, prose } from "../../src/core/prose.ts";
import { calendarOf, taskOf } from "../support/items.ts";

const calendar = calendarOf();
export const CHECKED: RuleFate = { source: "files", cleared: "over" };

interface Shape {
  name?: string;
  rule?: string;
  impact?: 1 | 2 | 3 | 4;
  urgency?: 1 | 2 | 3 | 4;
  metric?: number;
  state?: string;
  /** Happened, rather than stands. */
  event?: boolean;
}

/** A high finding about one task, unless told otherwise. */
export function findingOf({
  name = "Report",
  rule = "TEST-01",
  impact = 3,
  urgency = 3,
  metric,
  state = "",
  event = false,
}: Shape = {}): Finding {
  const item = taskOf(name);
  return finding({
    rule: { id: rule, ...(!event && { cleared: "over" }) },
    primary: item,
    factors: { impact, urgency },
    confidence: 0.9,
    title: prose`${fact(item, "title")} is late`,
    why: prose`so it is`,
    action: prose`do it`,
    owner: "you",
    evidence: [getFact(item, "title")],
    state,
    ...(metric !== undefined && { metric }),
  });
}

/** Which rules there are, and which sources answered in full. */
interface Knowing {
  known?: Record<string, RuleFate>;
  checked?: readonly string[];
  narrowed?: readonly string[];
}

/** A reader who is told once a day: keeps the ledger from run to run as the runner does. */
export function createReader(fates: Record<string, RuleFate> = { "TEST-01": CHECKED, "TEST-02": CHECKED }) {
  let ledger: LedgerEntry[] = [];
  return {
    run(now: string, findings: readonly Finding[], { known = fates, checked = ["files"], narrowed = [] }: Knowing = {}) {
      const answer = judge({ findings, ledger, fates: new Map(Object.entries(known)), checked: new Set(checked), narrowed, now, calendar });
      const selection = select(answer.judged, now, calendar);
      const told = new Set(toldIn(selection).map((each) => each.finding.key));
      const kept = new Map(ledger.map((entry) => [entry.key, entry]));
      for (const entry of answer.entries) {
        const isTold = told.has(entry.key);
        kept.set(entry.key, isTold ? { ...entry, lastReported: now, shownSeverity: entry.lastSeverity } : entry);
      }
      ledger = [...kept.values()];
      return { ...answer, selection, words: answer.judged.map((each) => each.word), told: told.size > 0 };
    },
    say(acknowledgement: Acknowledgement) {
      ledger = ledger.map((entry) => ({ ...entry, acknowledgement }));
    },
    entry: () => ledger[0],
  };
}

/** Nine in the morning in Berlin, in winter. */
export const morning = (date: string): string => `${date}T08:00:00.000Z`;
export const words = (...each: LedgerWord[]): LedgerWord[] => each;
