import type { AuditEvent } from "../../core/audit.ts";
import { TransientError } from "../../core/errors.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { Forgetting, Forgotten } from "../../core/ports/privacy.ts";
import type { Database } from "../database/database.ts";
import { isInContents, rewriteContents, type Change } from "./contents.ts";
import { leadsTo, removeOwn } from "./own.ts";
import { isInRows, rewriteRows } from "./rows.ts";
import { clearSource, countSent } from "./source.ts";
import { createRewriting, type Rewriting } from "./rewriting.ts";
import { chunksOf, toJson } from "../database/rows.ts";
import { prepareRunDelivery } from "../runs/run-delivery.ts";
import { removeCopies, removePreviews, scour } from "./scour.ts";
import { sweep } from "./sweep.ts";
import type { Writer } from "../database/writer.ts";

type Told = Omit<Forgotten, "copies" | "previews">;

interface ForgetParts {
  database: Database;
  writer: Writer;
  append: AppendAudit;
}

/** Takes somebody, or all that came from somewhere, out of everything that is kept. Whatever cuts it off, it can be asked for again. */
export async function forget({ database, writer, append }: ForgetParts, what: Forgetting, at: string): Promise<Forgotten> {
  const change = whileIdle(database, writer);
  if (await isUnknown(database, what)) {
    // Asked again after it was cut off, the file itself may still hold what is in no row any more.
    await writer.drained();
    await scour(database);
    return { removed: 0, rewritten: 0, ended: 0, sent: 0, files: [], copies: [], previews: 0 };
  }
  await change(() => undefined);
  // Before anything else, since whatever is cut off later is asked for again only as long as it is found.
  const removed = { copies: removeCopies(database), previews: removePreviews(database) };
  const told = what.kind === "person" ? await forgetPerson(database, change, what, at) : await forgetSource(database, change, what);
  await change(() => append(eventOf(what, told), at));
  if (!(await sweep(database, writer))) throw atWork();
  await writer.drained();
  await scour(database);
  return { ...told, ...removed };
}

/** Whether nothing that is kept names somebody who is not in config/people.yaml either. */
async function isUnknown(database: Database, what: Forgetting): Promise<boolean> {
  if (what.kind === "source" || what.key !== undefined) return false;
  const rewriting = createRewriting(what);
  return !(await isInContents(database, rewriting)) && !isInRows(database, rewriting);
}

/** Who it was is known by nothing that is left; a source is what its owner calls it. */
function eventOf(what: Forgetting, { removed, rewritten, ended }: Told): AuditEvent {
  const counts = { removed, rewritten, ended };
  if (what.kind === "person") {
    return { kind: "person.forgotten", ...(what.key !== undefined && { subject: what.key }), open: counts };
  }
  return { kind: "source.forgotten", open: { source: what.connection ?? what.connectors.join(", "), ...counts } };
}

/** Changes that are refused while a run is at work or a message on its way: either could write down again what is being taken out. */
function whileIdle(database: Database, writer: Writer): Change {
  const busy = database.prepare(
    "select 1 from runs where ended_at is null union all select 1 from outbox where state = 'sending' and ended_at is null",
  );
  return (work) =>
    writer.write(() => {
      if (busy.get() !== undefined) throw atWork();
      return work();
    });
}

/** New contents come first, then what names them, then the old ones go: at no moment is something named that is not there. */
async function forgetPerson(database: Database, change: Change, what: Extract<Forgetting, { kind: "person" }>, at: string): Promise<Told> {
  const rewriting = createRewriting(what);
  const old = await rewriteContents(database, change, rewriting);
  const files = filesOf(database, rewriting);
  const sent = sentOf(database, rewriting);
  const ended = await endUnsent(database, change, rewriting, at);
  const own = await removeOwnOf(database, change, rewriting, what.key);
  const theirs = await removeTheirs(database, change, what.key);
  const rows = await rewriteRows(database, change, rewriting);
  for (const table of ["documents", "items"] as const) {
    const remove = database.prepare(`delete from ${table} where hash in (select value from json_each(?))`);
    for (const hashes of chunksOf(old[table])) await change(() => remove.run(toJson(hashes)));
  }
  const contents = old.documents.length + old.items.length;
  return { removed: own + theirs + rows.removed, rewritten: rows.rewritten + contents, ended, sent, files };
}

/** What a person is to approve, or what waits to go out, can't be told otherwise: it would not be what was asked for. */
async function endUnsent(database: Database, change: Change, rewriting: Rewriting, at: string): Promise<number> {
  const unsent = database.prepare<[], { key: string; run: string | null; options: string; briefing: string }>(
    "select key, run, options, briefing from outbox where state in ('held', 'pending') and ended_at is null",
  );
  const end = database.prepare(
    "update outbox set state = 'denied', decided_by = '(forgotten)', expires_at = null, ended_at = ? where key = ? and ended_at is null",
  );
  const tellRun = prepareRunDelivery(database);
  const found = unsent.all().filter(({ options, briefing }) => rewriting.hasMoved(briefing) || rewriting.find(options));
  for (const entries of chunksOf(found)) {
    await change(() => {
      for (const { key, run } of entries) {
        end.run(at, key);
        tellRun(run);
      }
    });
  }
  return found.length;
}

/** A request repeats all of a message, whose lines can't be told apart there any more. */
async function removeOwnOf(database: Database, change: Change, rewriting: Rewriting, key: string | undefined): Promise<number> {
  const briefingOf = database.prepare<[string], string>("select briefing from outbox where key = ?").pluck();
  const isAbout = (message: string | null): boolean => rewriting.hasMoved(briefingOf.get(message ?? "") ?? "");
  return removeOwn(database, change, { isAbout: ({ about, options }) => isAbout(about) || leadsTo(options, key), alerts: false });
}

/** How many messages that named them went out. */
function sentOf(database: Database, rewriting: Rewriting): number {
  const sent = database.prepare<[], string>("select briefing from outbox where state = 'sent' and delivery <> 'file'").pluck().all();
  return sent.filter((briefing) => rewriting.hasMoved(briefing)).length;
}

/** What they have said, and what is kept for them alone. */
async function removeTheirs(database: Database, change: Change, key: string | undefined): Promise<number> {
  if (key === undefined) return 0;
  const removals = [
    "delete from replies where id in (select id from replies where person = @key limit 500)",
    "delete from asks where id in (select id from asks where person = @key limit 500)",
    "delete from wishes where person in (select person from wishes where person = @key limit 500)",
    "delete from ledger where (automation, reader, key) in (select automation, reader, key from ledger where reader = @key limit 500)",
    // What is asked of them has them at the end of its name.
    `delete from alerts where subject in (select subject from alerts
      where json_extract(trouble, '$.asked') = @key or substr(subject, -length(@key) - 1) = ':' || @key limit 500)`,
    "delete from notes where id in (select id from notes where by = @key limit 500)",
    "delete from consents where automation in (select automation from consents where by = @key limit 500)",
  ];
  let total = 0;
  for (const sql of removals) {
    const remove = database.prepare(sql);
    for (let changes = 500; changes === 500; total += changes) changes = (await change(() => remove.run({ key }))).changes;
  }
  return total;
}

async function forgetSource(database: Database, change: Change, what: Extract<Forgetting, { kind: "source" }>): Promise<Told> {
  const files = filesOf(database, undefined);
  const sent = countSent(database, what);
  const removed = await clearSource(database, change, what);
  const isThere = database.prepare<[string], number>("select 1 from outbox where key = ?").pluck();
  const own = await removeOwn(database, change, {
    isAbout: ({ about }) => about !== null && isThere.get(about) === undefined,
    alerts: true,
  });
  return { removed: removed + own, rewritten: 0, ended: 0, sent, files };
}

/** The files that messages were written to, which may tell of it. */
function filesOf(database: Database, rewriting: Rewriting | undefined): string[] {
  const written = database.prepare<[], { receipt: string; briefing: string }>(
    "select distinct receipt, briefing from outbox where delivery = 'file' and receipt is not null",
  );
  const told = written.all().filter(({ briefing }) => rewriting?.hasMoved(briefing) ?? true);
  return [...new Set(told.map(({ receipt }) => receipt))].toSorted();
}

function atWork(): TransientError {
  return new TransientError("forget-busy", "expected nothing to be at work, got a run or a message on its way", {
    hint: "Try again in a moment: what was taken out so far stays out.",
  });
}
