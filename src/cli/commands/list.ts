import type { Automation } from "../../core/automation.ts";
import type { Run } from "../../core/run.ts";
import { formatInstant } from "../../render/prose.ts";
import { upcomingTimes } from "../../triggers/upcoming.ts";
import { EXIT } from "../exit.ts";
import { loadAutomationsOf, withReading, type Reading } from "../open.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

interface Row {
  automation: string;
  name: string;
  state: "active" | "paused" | "by hand only";
  next: string | null;
  last: Pick<Run, "id" | "status" | "queuedAt"> | null;
}

/** The workspace's automations, when each runs next, and how its last run ended. */
export function run(session: Session): Promise<number> {
  return withReading(session, async (reading) => {
    const { automations, problems, broken } = await loadAutomationsOf(session, reading);
    const paused = new Set(await reading.store.definitions.paused());
    const rows = await Promise.all(automations.map((automation) => rowOf(reading, automation, paused)));
    if (session.json) printJson(session, { automations: rows, broken, problems });
    else {
      session.print(
        table([
          ["AUTOMATION", "NAME", "STATE", "NEXT", "LAST"],
          ...rows.map((row) => cells(row, reading)),
          ...broken.map((id) => [id, "", "broken"]),
        ]),
      );
    }
    return problems.length === 0 ? EXIT.ok : EXIT.invalid;
  });
}

async function rowOf(reading: Reading, automation: Automation, paused: ReadonlySet<string>): Promise<Row> {
  const [last] = await reading.store.runs.list({ automation: automation.id, limit: 1 });
  const isPaused = automation.paused || paused.has(automation.id);
  const [next] = isPaused ? [] : upcomingTimes(automation.triggers, new Date().toISOString(), 1, automation.timezone);
  return {
    automation: automation.id,
    name: automation.name,
    state: isPaused ? "paused" : automation.triggers.length === 0 ? "by hand only" : "active",
    next: next?.at ?? null,
    last: last ? { id: last.id, status: last.status, queuedAt: last.queuedAt } : null,
  };
}

function cells(row: Row, { workspace }: Reading): string[] {
  const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
  const last = row.last ? `${row.last.status}, ${formatInstant(row.last.queuedAt, reader)}` : "never";
  return [row.automation, row.name, row.state, row.next === null ? "" : formatInstant(row.next, reader), last];
}
