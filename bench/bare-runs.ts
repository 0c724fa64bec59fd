import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { createGroupedWrite } from "./grouped-write.ts";

/** What the disk and SQLite allow: three changes of a row, each committed in a group with whatever else is waiting. */
export interface BareRuns {
  /** Keeps so many steps in it, one after the other. */
  run(id: string, steps?: number): Promise<void>;
  close(): void;
}

/** Opens a new database with the same safety as Chief's. */
export function openBareRuns(directory: string): BareRuns {
  const database = new Sqlite(join(directory, "bare.db"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("create table run (id text primary key, status text not null, at text not null) strict");
  database.exec("create table step (run text not null, number integer not null, outcome text not null, primary key (run, number)) strict");
  const keep = database.prepare<[string, number, string]>("insert into step values (?, ?, ?)");
  const insert = database.prepare<[string, string]>("insert into run values (?, 'queued', ?)");
  const move = database.prepare<[string, string, string, string]>("update run set status = ?, at = ? where id = ? and status = ?");
  const write = createGroupedWrite(database);
  return {
    async run(id, steps = 0) {
      const at = new Date().toISOString();
      await write(() => insert.run(id, at));
      await write(() => move.run("running", at, id, "queued"));
      for (let number = 1; number <= steps; number += 1) await write(() => keep.run(id, number, at));
      await write(() => move.run("succeeded", at, id, "running"));
    },
    close: () => void database.close(),
  };
}
