import { PermanentError } from "../../core/errors.ts";
import type { Run } from "../../core/run.ts";
import { findNearest } from "../../lib/text.ts";
import { historyRows, isAbout, readHistory } from "../chase-history.ts";
import { namedChase, showChase } from "../chase-words.ts";
import { findChased } from "../chased.ts";
import { followRun, tellTrouble } from "../follow-run.ts";
import { pickAutomation, withReading, type Reading } from "../open.ts";
import { parseInstant, usageError, type Options } from "../options.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** Whom an automation would ask now, and why nobody else; when it asks by itself; or what became of its plan. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const [item, asOf] = [options.text("history"), options.text("asOf")];
  if (asOf !== undefined && !options.flag("dryRun")) throw usageError("expected --dry-run with --as-of, got none", "Add --dry-run.");
  if (item !== undefined || options.flag("history")) return tellHistory(session, wanted, item);
  const automation = await withReading(session, async (reading) => {
    const { id, chase } = await pickAutomation(session, reading, wanted);
    if (chase === undefined) throw asksNobody(id);
    return id;
  });
  return options.flag("dryRun") ? look(session, automation, asOf) : tellHow(session, automation);
}

function look(session: Session, automation: string, asOf: string | undefined): Promise<number> {
  const request = { automation, dryRun: true, ...(asOf !== undefined && { asOf: parseInstant("--as-of", asOf) }) };
  const words = session.call(`preview ${automation}${asOf === undefined ? "" : ` --as-of ${asOf}`}`);
  return followRun(
    session,
    (operations) => operations.run(request),
    (_session, ended, reading) => tellChase(session, ended, reading, words),
  );
}

function tellHistory(session: Session, wanted: string, item: string | undefined): Promise<number> {
  return withReading(session, async (reading) => {
    const automation = await pickAutomation(session, reading, wanted);
    const { entries: all, tasks } = await readHistory(reading, automation);
    if (item !== undefined && tasks.length > 0 && !tasks.some((task) => isAbout(task, item))) throw unknownTask(automation.id, item, tasks);
    const entries = item === undefined ? all : all.filter((entry) => isAbout(entry, item));
    const known = { timezone: reading.workspace.calendar.timezone, asOf: new Date().toISOString() };
    if (session.json) printJson(session, { history: entries });
    else if (entries.length > 0) session.print(table(historyRows(entries, known), session.tableWidth));
    if (entries.length === 0) session.say(`Nothing is known to have changed${item === undefined ? "" : ` of ${item}`}.`);
    if (tasks.length === 0) session.say("Changes are known from its first digest on.");
    return 0;
  });
}

function tellHow(session: Session, automation: string): number {
  const [now, look] = [session.call(`run ${automation}`), session.call(`chase ${automation} --dry-run`)];
  if (session.json) printJson(session, { automation, run: now, look });
  else {
    session.print(`Each run of ${automation} asks by itself whoever is to be asked then.`);
    session.print(`To start one now: ${now}`);
    session.print(`To see first whom it would ask: ${look}`);
  }
  return 0;
}

/** `words` is the command that shows those of each question. */
async function tellChase(session: Session, ended: Run, { store, workspace }: Reading, words: string): Promise<void> {
  const chased = await findChased(store, ended.id);
  const named = chased && namedChase(chased, workspace.people);
  if (session.json) printJson(session, { run: ended, chase: named ?? null });
  else if (named) showChase(session, named, { timezone: workspace.calendar.timezone, asOf: ended.input.asOf });
  if (!session.json && named && named.messages.length > 0) session.say(`The words of each: ${words}`);
  tellTrouble(session, ended);
  if (named && named.heldBack !== null) session.say(`  ${session.call(`show ${ended.id}`)} says what to do about that.`);
  if (!named && ended.status === "succeeded") session.say("The run has not looked at whom to ask.");
}

function unknownTask(automation: string, item: string, tasks: readonly { key: string }[]): PermanentError {
  const nearest = findNearest(
    item,
    tasks.map(({ key }) => key),
  );
  return new PermanentError("task-unknown", `expected a task of the plan of ${automation}, got ${item}`, {
    hint: nearest === undefined ? `\`chief chase ${automation} --history\` lists what has changed.` : `Did you mean ${nearest}?`,
  });
}

function asksNobody(automation: string): PermanentError {
  return new PermanentError("chase-none", `expected an automation that asks people how things stand, got ${automation}`, {
    hint: "Its file says so under `chase`, and whom under `writes`.",
  });
}
