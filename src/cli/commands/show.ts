import type { Briefing } from "../../core/briefing.ts";
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
      const sent = messages.map((message) => [message.delivery, message.state, message.receipt ?? message.error?.message ?? ""]);
      session.print(runText(found, reader));
      session.print(`\n${table([["STEP", "TRIES", "TOOK"], ...steps.map(stepRow)])}`);
      if (sent.length > 0) session.print(`\n${table([["MESSAGE", "STATE", "RECEIPT"], ...sent])}`);
      if (findings.length > 0) session.print(`\n${table([["FINDING", "RULE", "STATE", "WHAT"], ...findings.map((each) => findingRow(each, reader))])}`);
      if (briefing) session.print(`\n${renderTerminal(briefing, session).trimEnd()}`);
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

function findingRow({ finding, word }: JudgedFinding, reader: Reader): string[] {
  return [finding.key.slice(0, 7), finding.rule, word, textOf(finding.title, reader)];
}
