import { rules } from "../../analysis/rules/registry.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { FoundFinding, Store } from "../../core/ports/store.ts";
import { absencesInWords, findingInWords, historyInWords } from "../../render/finding-words.ts";
import { getEntries } from "../../engine/find-finding.ts";
import { withReading } from "../open.ts";
import { printJson } from "../print.ts";
import { ruleInWords } from "../rule-words.ts";
import type { Session } from "../session.ts";

const ANSWERS = ["done", "snooze", "mute", "not-a-risk"] as const;

/** One flag whole: what it says, the evidence, what became of it, and the rule with the thresholds in force. */
export function run(session: Session, [prefix = ""]: readonly string[]): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const entries = await getEntries(store.findings, prefix);
    const [{ entry }] = entries;
    const found = await store.findings.latest(entry.key);
    const citations = (found && (await briefingOf(store, found)))?.citations ?? [];
    const rule = rules.find(({ id }) => id === entry.rule);
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
    if (session.json) {
      printJson(session, { ledger: entries, finding: found?.judged.finding ?? null, run: found?.run ?? null, citations });
      return 0;
    }
    const parts = [
      ...(found ? [findingInWords(found, citations, reader)] : []),
      ...(found ? absencesInWords(found, workspace.people, reader) : []),
      ...entries.map((each) => historyInWords(each, reader)),
      ...(rule ? [ruleInWords(rule, workspace.rules[rule.id] ?? {})] : []),
    ];
    session.print(parts.join("\n\n"));
    session.say(`To answer it: ${ANSWERS.map((verb) => session.call(`${verb} ${entry.key.slice(0, 7)}`)).join(", ")}`);
    return 0;
  });
}

async function briefingOf({ runs, documents }: Store, { run }: FoundFinding): Promise<Briefing | undefined> {
  const kept = await runs.find(run);
  return kept?.briefing === undefined ? undefined : documents.get<Briefing>(kept.briefing);
}
