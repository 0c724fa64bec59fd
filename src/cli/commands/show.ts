import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { JudgedFinding } from "../../core/finding.ts";
import type { Run, StepOutcome } from "../../core/run.ts";
import { formatInstant, textOf, type Reader } from "../../render/prose.ts";
import { renderTerminal } from "../../render/terminal.ts";
import { findRun } from "../find-run.ts";
import { withReading } from "../open.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** One run whole: how it ended, its steps, its messages, what it found and what it said. */
export function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const found = await findRun(store.runs, wanted);
    const [steps, findings, messages] = await Promise.all([
      store.runs.steps(found.id),
      store.findings.ofRun(found.id),
      store.outbox.ofRun(found.id),
    ]);
    const briefing = found.briefing === undefined ? undefined : await store.documents.get<Briefing>(found.briefing);
    if (session.json) printJson(session, { run: found, steps, findings, messages, briefing: briefing ?? null });
    else {
      const reader = { timezone: workspace.calendar.timezone, asOf: found.input.asOf };
      const tables = [
        [["STEP", "TRIES", "TOOK"], ...steps.map(stepRow)],
        [["MESSAGE", "STATE", "RECEIPT"], ...messages.map(messageRow)],
        [["FINDING", "RULE", "STATE", "WHAT"], ...findings.map((each) => findingRow(each, reader))],
      ];
      const parts = [runText(found, reader), ...tables.filter((rows) => rows.length > 1).map(table)];
      if (briefing) parts.push(renderTerminal(briefing, session).trimEnd());
      session.print(parts.join("\n\n"));
    }
    return 0;
  });
}

function runText(run: Run, reader: Reader): string {
  const rows = [
    ["Run", run.id],
    ["Execution", `${run.status}${run.reason === "" ? "" : `: ${run.reason}`}`],
    ["Content", run.content],
    ["Delivery", run.delivery],
    ["Due", formatInstant(run.input.nominalAt, reader)],
    ["Started", run.startedAt === undefined ? "not yet" : formatInstant(run.startedAt, reader)],
    ["Ended", run.endedAt === undefined ? "not yet" : formatInstant(run.endedAt, reader)],
    ["Taken up again", `${run.recoveries} times`],
  ];
  return table(rows);
}

function stepRow(step: StepOutcome): string[] {
  return [step.name, String(step.attempts), `${Date.parse(step.endedAt) - Date.parse(step.startedAt)} ms`];
}

function messageRow({ delivery, state, receipt, error }: OutboxEntry): string[] {
  return [delivery, state, receipt ?? error?.message ?? ""];
}

function findingRow({ finding, word }: JudgedFinding, reader: Reader): string[] {
  return [finding.key.slice(0, 7), finding.rule, word, textOf(finding.title, reader)];
}
