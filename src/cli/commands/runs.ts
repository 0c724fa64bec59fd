import type { Run } from "../../core/run.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { withReading } from "../open.ts";
import { parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import { contentInWords } from "../run-tables.ts";
import type { Session } from "../session.ts";

/** What ran, newest first: execution, content and delivery are three things. */
export function run(session: Session, [automation]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const limit = parseCount("-n", options.text("n") ?? "20");
    const runs = await store.runs.list({ limit, ...(automation !== undefined && { automation }) });
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
    const heading = ["QUEUED", "EXECUTION", "CONTENT", "DELIVERY", "RUN, AND WHY IT ENDED SO"];
    if (session.json) printJson(session, { runs });
    else if (runs.length === 0) session.say(`Nothing has run here yet. ${session.call("run <automation>")} runs one now.`);
    else session.print(table([heading, ...runs.map((each) => row(each, reader))], session.tableWidth));
    return 0;
  });
}

function row(run: Run, reader: Reader): string[] {
  const { id, queuedAt, status, delivery, reason } = run;
  return [formatInstant(queuedAt, reader), status, contentInWords(run), delivery, reason === "" ? id : `${id}  ${reason}`];
}
