import type { Briefing } from "../../core/briefing.ts";
import type { Event } from "../../core/event.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import { traceRun } from "../../engine/replay/trace.ts";
import type { Reader } from "../../render/prose.ts";
import { renderTerminal } from "../../render/terminal.ts";
import { findRun } from "../find-run.ts";
import { shortKeyOf } from "../message-words.ts";
import { withReading } from "../open.ts";
import type { Options } from "../options.ts";
import { writePage } from "../page-file.ts";
import { printJson, table } from "../print.ts";
import { faultTable, lineTable, turnTable } from "../replay-words.ts";
import { eventTable, findingTable, messageTable, runTable, stepTable } from "../run-tables.ts";
import type { Session } from "../session.ts";

/** One run whole: what was due, how it ended, its steps, its messages, what it found and what it said. */
export function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const record = await readRecord(store, await findRun(store.runs, wanted));
    const page = options.text("page");
    if (page !== undefined) return showPage(session, page, record);
    if (options.flag("trace")) return showTrace(session, store, record);
    if (session.json) printJson(session, { ...record, occurrence: record.occurrence ?? null, briefing: record.briefing ?? null });
    else printRecord(session, record, { timezone: workspace.calendar.timezone, asOf: record.run.input.asOf });
    return 0;
  });
}

function printRecord(session: Session, record: Awaited<ReturnType<typeof readRecord>>, reader: Reader): void {
  const tables = [
    runTable(record, reader),
    eventTable(record.events, reader),
    stepTable(record.steps),
    messageTable(record.messages, reader),
    findingTable(record.findings, record.briefing, reader),
  ];
  const parts = tables.filter((rows) => rows.length > 1).map((rows) => table(rows, session.tableWidth));
  if (record.briefing && record.run.input.dryRun) parts.push("This was a dry run: nobody was sent what follows.");
  if (record.briefing) parts.push(renderTerminal(record.briefing, session).trimEnd());
  session.print(parts.join("\n\n"));
  const held = record.messages.find((message) => message.state === "held");
  if (!held) return;
  const key = shortKeyOf(held);
  session.say(`${session.call(`approve ${key}`)} lets the message go, ${session.call(`deny ${key}`)} ends it.`);
}

/** Who wrote each line of a run's briefing, and what did not hold. */
async function showTrace(session: Session, store: Store, { run: shown, steps, briefing }: Awaited<ReturnType<typeof readRecord>>) {
  if (!briefing) throw unsaid(shown.id);
  const trace = await traceRun(store, steps, briefing);
  if (session.json) printJson(session, { run: shown.id, writing: briefing.writing ?? null, ...trace });
  else {
    const tables = [lineTable(trace), turnTable(trace), faultTable(trace)].filter((rows) => rows.length > 1);
    session.print(tables.map((rows) => table(rows, session.tableWidth)).join("\n\n"));
  }
  return 0;
}

/** The briefing of a run as a file to look at, to print or to pass on. */
async function showPage(session: Session, path: string, { run: shown, briefing }: Awaited<ReturnType<typeof readRecord>>) {
  if (!briefing) throw unsaid(shown.id);
  const file = session.absolute(path);
  await writePage(file, briefing);
  if (session.json) printJson(session, { run: shown.id, file });
  else session.say(`The briefing of ${shown.id} as a page: ${file}`);
  return 0;
}

function unsaid(run: string): PermanentError {
  return new PermanentError("run-unsaid", `expected ${run} to have a briefing, got none`, {
    hint: `\`chief show ${run}\` tells how far it came; of old runs the texts are not kept.`,
  });
}

async function readRecord({ runs, occurrences, findings, outbox, documents, spending }: Store, run: Run) {
  const [occurrence, events, steps, found, messages, briefing, spent] = await Promise.all([
    occurrences.find(run.id),
    run.input.trigger === "event" ? occurrences.eventsOf(run.id) : ([] as Event[]),
    runs.steps(run.id),
    findings.ofRun(run.id),
    outbox.ofRun(run.id),
    run.briefing === undefined ? undefined : documents.get<Briefing>(run.briefing),
    spending.spent({ run: run.id }),
  ]);
  return { run, occurrence, events, steps, findings: found, messages, briefing, spent };
}
