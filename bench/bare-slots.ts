import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { inTemporaryFolder } from "./temporary.ts";

const DUE = 1_000;

/** The floor: milliseconds of each round for two rows each of a thousand slots, in one transaction as safe as Chief's. */
export function measureBareSlots(count: number): Promise<number[]> {
  return inTemporaryFolder(async (directory) => {
    const database = new Sqlite(join(directory, "bare.db"));
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.exec("create table occurrence (id text primary key, at text not null) strict");
    database.exec("create table run (id text primary key, status text not null, at text not null) strict");
    const occurrence = database.prepare("insert into occurrence values (?, ?)");
    const run = database.prepare("insert into run values (?, 'queued', ?)");
    const insert = database.transaction((round: number) => {
      const at = new Date().toISOString();
      for (let index = 0; index < DUE; index += 1) {
        const id = `sched:automation-${index}:${round}`;
        occurrence.run(id, at);
        run.run(id, at);
      }
    });
    const rounds = Array.from({ length: count }, (_, round) => {
      const start = performance.now();
      insert.immediate(round);
      return performance.now() - start;
    });
    database.close();
    return rounds;
  });
}
