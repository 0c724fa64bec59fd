import type { LogLine, LogStore } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { chunksOf } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";

/** Log lines of runs, in the order in which they were written. */
export function createLogStore(database: Database, writer: Writer): LogStore {
  const append = database.prepare("insert into log_lines (at, run, level, message) values (?, ?, ?, ?)");
  return {
    async append(lines) {
      for (const chunk of chunksOf(lines)) {
        await writer.write(() => chunk.forEach(({ at, run, level, message }) => append.run(at, run, level, message)));
      }
    },
    list: async (query) => listLines(database, query),
  };
}

/** With `afterId` the first lines behind it, without it the last ones; always oldest first. */
function listLines(database: Database, { run, afterId, limit = -1 }: Parameters<LogStore["list"]>[0]): LogLine[] {
  const condition = run === undefined ? "true" : "run = @run";
  const direction = afterId === undefined ? "desc" : "asc";
  const list = database.prepare<[object], LogLine>(
    `select id, at, run, level, message from log_lines where ${condition} and id > @afterId order by id ${direction} limit @limit`,
  );
  const lines = list.all({ run, afterId: afterId ?? 0, limit });
  return afterId === undefined ? lines.toReversed() : lines;
}
