import type { Automation } from "../../core/automation.ts";
import type { Run } from "../../core/run.ts";
import { findUnaccepted } from "../../policy/unaccepted.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { nextStart } from "../due-times.ts";
import { EXIT } from "../exit.ts";
import { loadAutomationsOf, withReading, type Reading } from "../open.ts";
import { printJson, table } from "../print.ts";
import { contentInWords } from "../run-tables.ts";
import type { Session } from "../session.ts";

interface Row {
  automation: string;
  name: string;
  state: "active" | "paused" | "by hand only";
  /** Who or what paused it, where that was not its definition; the reason is empty for a person. */
  paused: { at: string; reason: string } | null;
  next: string | null;
  /** Whether its file names flows that nobody has accepted, so that its messages wait. */
  unaccepted: boolean;
  /** Whether events set it off. */
  onEvents: boolean;
  last: Pick<Run, "id" | "status" | "content" | "delivery" | "queuedAt"> | null;
}

/** What people have said, or failures have brought about. */
interface Standing {
  paused: ReadonlyMap<string, { at: string; reason: string }>;
  waiting: ReadonlySet<string>;
}

/** The workspace's automations, when each runs next, and how its last run ended. */
export function run(session: Session): Promise<number> {
  return withReading(session, async (reading) => {
    const { automations, problems, broken } = await loadAutomationsOf(session, reading);
    const paused = new Map((await reading.store.definitions.paused()).map(({ automation, at, reason }) => [automation, { at, reason }]));
    const unaccepted = await findUnaccepted(automations, async (id) => (await reading.store.consents.find(id))?.hash);
    const waiting = new Set(unaccepted.map(({ automation }) => automation));
    const rows = await Promise.all(automations.map((automation) => rowOf(reading, automation, { paused, waiting })));
    const reader = { timezone: reading.workspace.calendar.timezone, asOf: new Date().toISOString() };
    const heading = ["AUTOMATION", "NAME", "STATE", "NEXT", "LAST RUN: EXECUTION, CONTENT, DELIVERY"];
    if (session.json) printJson(session, { automations: rows, broken, problems });
    else {
      const lines = [...rows.map((row) => cells(row, reader)), ...broken.map((id) => [id, "", "broken"])];
      session.print(table([heading, ...lines], session.tableWidth));
      for (const { message, hint } of unaccepted) session.say(`Warning: ${message}. ${hint}`);
    }
    return problems.length === 0 ? EXIT.ok : EXIT.invalid;
  });
}

async function rowOf({ store, workspace }: Reading, automation: Automation, { paused, waiting }: Standing): Promise<Row> {
  const [last] = await store.runs.list({ automation: automation.id, limit: 1 });
  const isPaused = automation.paused || paused.has(automation.id);
  const next = isPaused ? undefined : nextStart(automation, workspace);
  return {
    automation: automation.id,
    name: automation.name,
    state: isPaused ? "paused" : automation.triggers.length === 0 ? "by hand only" : "active",
    paused: paused.get(automation.id) ?? null,
    next: next ?? null,
    unaccepted: waiting.has(automation.id),
    onEvents: !isPaused && automation.triggers.some((trigger) => trigger.kind === "event"),
    last: last ? { id: last.id, status: last.status, content: last.content, delivery: last.delivery, queuedAt: last.queuedAt } : null,
  };
}

function cells({ automation, name, state, next, onEvents, last, paused }: Row, reader: Reader): string[] {
  const nextWords = [next === null ? "" : formatInstant(next, reader), onEvents ? "on events" : ""]
    .filter((words) => words !== "")
    .join(", ");
  const lastWords = last ? `${last.status}, ${contentInWords(last)}, ${last.delivery} (${formatInstant(last.queuedAt, reader)})` : "never";
  const reason = paused === null || paused.reason === "" ? "" : `; paused since ${formatInstant(paused.at, reader)}: ${paused.reason}`;
  return [automation, name, state, nextWords, `${lastWords}${reason}`];
}
