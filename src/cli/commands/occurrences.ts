import { OCCURRENCE_STATES, type Occurrence } from "../../core/occurrence.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { occurrenceInWords } from "../occurrence-words.ts";
import { withReading } from "../open.ts";
import { parseChoice, parseCount, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import { contentInWords } from "../run-tables.ts";
import type { Session } from "../session.ts";

/** What was due, newest first, and what became of it: where it ran, how that went in three words. */
export function run(session: Session, [automation]: readonly string[], options: Options): Promise<number> {
  return withReading(session, async ({ store, workspace }) => {
    const state = options.text("state");
    const found = await store.occurrences.list({
      limit: parseCount("-n", options.text("n") ?? "20"),
      ...(automation !== undefined && { automation }),
      ...(state !== undefined && { states: [parseChoice("--state", state, OCCURRENCE_STATES)] }),
    });
    // Those that were missed are written down later than what ran after them.
    const newestFirst = found.toSorted((a, b) => b.nominalAt.localeCompare(a.nominalAt));
    const occurrences = await Promise.all(newestFirst.map((each) => withRun(store, each)));
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
    const heading = ["DUE", "AUTOMATION", "EXECUTION", "CONTENT", "DELIVERY", "WHAT BECAME OF IT"];
    if (session.json) printJson(session, { occurrences });
    else if (occurrences.length === 0) session.say(`Nothing of this kind was due yet; ${session.call("next")} tells what will be.`);
    else session.print(table([heading, ...occurrences.map((each) => row(each, reader))], session.tableWidth));
    return 0;
  });
}

type Told = Occurrence & { run: Run | null };

/** With the run that it started, or that the one started which it was coalesced into. */
async function withRun({ runs }: Store, occurrence: Occurrence): Promise<Told> {
  return { ...occurrence, run: (await runs.find(occurrence.into ?? occurrence.id)) ?? null };
}

function row(occurrence: Told, reader: Reader): string[] {
  const { run, nominalAt, automation } = occurrence;
  const statuses = run ? [run.status, contentInWords(run), run.delivery] : ["", "", ""];
  return [formatInstant(nominalAt, reader), automation, ...statuses, occurrenceInWords(occurrence, run ?? undefined, reader)];
}
