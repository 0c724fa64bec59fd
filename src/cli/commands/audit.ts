import type { AuditEntry } from "../../core/audit.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { loadAutomations } from "../../shipped.ts";
import { loadNames, type AuditNames } from "../audit-names.ts";
import { entryInWords, verdictInWords } from "../audit-words.ts";
import { EXIT } from "../exit.ts";
import { withReading, type Reading } from "../open.ts";
import { parseCount, type Options } from "../options.ts";
import { parseDay } from "../parse-day.ts";
import { oneLine, printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** The most entries that one call shows: they are kept in memory. */
const MOST = 10_000;

/** What Chief was asked, decided and did, newest last; with --verify whether the record is as it was written. Fails where it is not. */
export function run(session: Session, _args: readonly string[], options: Options): Promise<number> {
  return withReading(session, async (reading) => {
    const { timezone } = reading.workspace.calendar;
    const wanted = options.text("since");
    const since = wanted === undefined ? undefined : parseDay("--since", wanted, timezone, "first");
    const reader = { timezone, asOf: new Date().toISOString() };
    if (options.flag("verify")) return verify(session, reading, reader, since);
    const limit = parseCount("-n", options.text("n") ?? "50", MOST);
    const entries = await reading.store.audit.list({ limit, ...(since !== undefined && { since }) });
    if (!session.json && entries.length === 0) session.say(`Nothing is in the record${wanted === undefined ? "" : ` since ${wanted}`}.`);
    return show(session, reading, reader, entries);
  });
}

async function verify(session: Session, { store }: Reading, reader: Reader, since: string | undefined): Promise<number> {
  const verdict = await store.audit.verify(since);
  const { head, fault } = verdict;
  if (session.json) printJson(session, { unbroken: fault === undefined, ...verdict });
  else session.print(`${verdictInWords(verdict, reader)}.`);
  if (!session.json && head && !fault) session.say(`The last one is entry ${head.sequence}, ${head.hash}: note it elsewhere, and compare.`);
  return fault ? EXIT.failed : EXIT.ok;
}

async function show(session: Session, { store, workspace }: Reading, reader: Reader, entries: readonly AuditEntry[]): Promise<number> {
  const { automations } = await loadAutomations(workspace);
  const names = await loadNames(store, workspace, automations);
  if (session.json) printJson(session, { entries: entries.map((entry) => told(entry, names)) });
  else for (const entry of entries) session.print(`${formatInstant(entry.at, reader)}  ${oneLine(entryInWords(entry, names))}`);
  const last = entries.at(-1);
  if (!session.json && last) session.say(`The last one is entry ${last.sequence}, ${last.hash}.`);
  return EXIT.ok;
}

/** An entry with what is known of it in the open. */
function told(entry: AuditEntry, names: AuditNames): Record<string, unknown> {
  const [run, message] = [names.runOf(entry), names.messageOf(entry)];
  const known = { ...(run !== undefined && { run }), ...(message && { message: message.key }) };
  return { ...entry, says: entryInWords(entry, names), known };
}
