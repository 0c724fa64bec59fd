import type { Automation } from "../../core/automation.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Note } from "../../core/note.ts";
import { formatDay } from "../../render/prose.ts";
import { pickAutomation, withOperations, withReading } from "../open.ts";
import { parseCount, usageError, type Options } from "../options.ts";
import { oneLine, printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** How the record names where it was said. */
const FROM = "chief memory";

/** What people have asked an automation to keep in mind: lists it, adds to it, or takes one back. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const [text, forgotten] = [options.text("add"), options.text("forget")];
  if (text !== undefined && forgotten !== undefined) throw usageError("expected --add or --forget, got both", "Do one after the other.");
  if (text !== undefined) return add(session, wanted, text, options);
  if (forgotten !== undefined) return forget(session, wanted, forgotten);
  return list(session, wanted);
}

function list(session: Session, wanted: string): Promise<number> {
  return withReading(session, async (reading) => {
    const automation = await pickAutomation(session, reading, wanted);
    const asOf = new Date().toISOString();
    const notes = await reading.store.notes.list(automation.id, asOf);
    if (session.json) printJson(session, { automation: automation.id, notes });
    else show(session, automation, notes, { timezone: reading.workspace.calendar.timezone, asOf });
    return 0;
  });
}

function show({ print, say, call, tableWidth }: Session, { id }: Automation, notes: readonly Note[], reader: Reader): void {
  const rows = notes.map((note) => [
    note.id,
    oneLine(note.text),
    note.by,
    oneLine(note.from),
    formatDay(note.at, reader),
    formatDay(note.expiresAt, reader),
  ]);
  if (rows.length > 0) print(table([["ID", "KEEPS IN MIND", "SAID BY", "WHERE", "ON", "UNTIL"], ...rows], tableWidth));
  else say(`${id} keeps nothing in mind. To tell it something: ${call(`memory ${id} --add "no build mails"`)}`);
}

interface Reader {
  timezone: string;
  asOf: string;
}

function add(session: Session, wanted: string, text: string, options: Options): Promise<number> {
  const days = options.text("days");
  return withOperations(session, async ({ operations, workspace }) => {
    const said = { text, by: workspace.owner, from: FROM, ...(days !== undefined && { days: parseCount("--days", days) }) };
    const note = await operations.addNote(wanted, said);
    if (session.json) printJson(session, { note });
    else {
      const until = formatDay(note.expiresAt, { timezone: workspace.calendar.timezone, asOf: note.at }, true);
      session.print(`${note.automation} keeps in mind until ${until}: ${oneLine(note.text)}`);
      session.say(`To take it back: ${session.call(`memory ${note.automation} --forget ${note.id}`)}`);
      if (workspace.models === undefined) session.say("It counts once a model writes: config/chief.yaml names none under models.");
    }
    return 0;
  });
}

function forget(session: Session, wanted: string, id: string): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    const isRemoved = await operations.removeNote(wanted, id, workspace.owner);
    if (!isRemoved) throw unknown(session, wanted, id);
    if (session.json) printJson(session, { automation: wanted, forgotten: id });
    else session.print(`${wanted} keeps ${id} in mind no more.`);
    return 0;
  });
}

function unknown({ call }: Session, wanted: string, id: string): PermanentError {
  return new PermanentError("note-unknown", `expected the id of a note of ${wanted}, got ${id}`, {
    hint: `\`${call(`memory ${wanted}`)}\` lists them.`,
  });
}
