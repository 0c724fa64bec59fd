import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { createGroupedWrite } from "./grouped-write.ts";

/** What the disk and SQLite allow: three changes of a row, each committed in a group with whatever else is waiting. */
export interface BareRuns {
  run(id: string): Promise<void>;
  close(): void;
}

/** Opens a new database with the same safety as Chief's. */
export function openBareRuns(directory: string): BareRuns {
  const database = new Sqlite(join(directory, "bare.db"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("create table run (id text primary key, status text not null, at text not null) strict");
  const insert = database.prepare<[string, string]>("insert into run values (?, 'queued', ?)");
  const move = database.prepare<[string, string, string, string]>("update run set status = ?, at = ? where id = ? and status = ?");
  const write = createGroupedWrite(database);
  return {
    async run(id) {
      const at = new Date().toISOString();
      await write(() => insert.run(id, at));
      await write(() => move.run("running", at, id, "queued"));
      await write(() => move.run("succeeded", at, id, "running"));
    },
    close: () => void database.close(),
  };
}
