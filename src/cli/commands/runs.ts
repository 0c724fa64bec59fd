import type { Run } from "../../core/run.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import type { Spent } from "../../core/ports/spending.ts";
import { costInWords } from "../cost-words.ts";
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
    const spent = await Promise.all(runs.map(({ id }) => store.spending.spent({ run: id })));
    const asked = spent.some(({ calls }) => calls > 0);
    if (session.json) printJson(session, { runs: runs.map((each, index) => ({ ...each, spent: spent[index] })) });
    else if (runs.length === 0) session.say(`Nothing has run here yet. ${session.call("run <automation>")} runs one now.`);
    else {
      const heading = ["QUEUED", "EXECUTION", "CONTENT", "DELIVERY", ...(asked ? ["COST"] : []), "RUN, AND WHY IT ENDED SO"];
      const rows = runs.map((each, index) => row(each, reader, asked ? spent[index] : undefined));
      session.print(table([heading, ...rows], session.tableWidth));
    }
    return 0;
  });
}

/** The cost is shown where a run of the list had any. */
function row(run: Run, reader: Reader, spent: Spent | undefined): string[] {
  const { id, queuedAt, status, delivery, reason } = run;
  const cost = spent ? [spent.calls === 0 ? "" : costInWords(spent)] : [];
  return [formatInstant(queuedAt, reader), status, contentInWords(run), delivery, ...cost, reason === "" ? id : `${id}  ${reason}`];
}
