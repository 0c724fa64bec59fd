import { setTimeout as wait } from "node:timers/promises";
import type { LogLine } from "../../core/ports/store.ts";
import { formatInstant } from "../../render/prose.ts";
import { findRun } from "../find-run.ts";
import { withReading, type Reading } from "../open.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** How often new lines are looked for. */
const FOLLOW_MS = 250;
const PAGE = 1_000;

/** What runs wrote down, oldest first; with --follow it goes on until it is stopped. With --json one object a line. */
export function run(session: Session, [wanted]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async (reading) => {
    const query = wanted === undefined ? {} : { run: (await findRun(reading.store.runs, wanted)).id };
    for (let afterId = 0; ;) {
      const lines = await reading.store.logs.list({ ...query, afterId, limit: PAGE });
      for (const line of lines) session.print(session.json ? JSON.stringify({ schema: 1, ...line }) : textOf(line, reading));
      afterId = lines.at(-1)?.id ?? afterId;
      if (lines.length === PAGE) continue;
      if (!options.flag("follow")) return 0;
      await wait(FOLLOW_MS);
    }
  });
}

function textOf(line: LogLine, { workspace }: Reading): string {
  const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
  return `${formatInstant(line.at, reader)}  ${line.level.padEnd(5)}  ${line.run}  ${line.message}`;
}
