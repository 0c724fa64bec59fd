import type { AppendAudit } from "../core/ports/audit.ts";
import type { ConnectionState, ConnectionStore, KnownAccount } from "../core/ports/connections.ts";
import type { StoredError } from "../core/errors.ts";
import { parseOwnJson, type Json } from "../lib/json.ts";
import type { Database } from "./database/database.ts";
import { toJson } from "./database/rows.ts";
import type { Writer } from "./database/writer.ts";

interface ConnectionRow {
  name: string;
  state: ConnectionState["state"];
  since: string;
  used_at: string | null;
  tried_at: string;
  fingerprint: string;
  error: Json<StoredError> | null;
  known: Json<KnownAccount> | null;
}

/** How connections stand, a row for each by which something was done. */
export function createConnectionStore(database: Database, writer: Writer, append: AppendAudit): ConnectionStore {
  const find = database.prepare<[string], ConnectionRow>("select * from connections where name = ?");
  const list = database.prepare<[], ConnectionRow>("select * from connections order by name");
  const works = database.prepare(
    `insert into connections (name, state, since, used_at, tried_at, fingerprint, known) values (@name, 'works', @at, @at, @at, @fingerprint, @known)
     on conflict (name) do update set since = iif(state = 'works', since, @at), state = 'works', used_at = @at, tried_at = @at,
       known = iif(@known is null and fingerprint = @fingerprint, known, @known), fingerprint = @fingerprint, error = null`,
  );
  const ended = database.prepare(
    `insert into connections (name, state, since, tried_at, fingerprint, error) values (@name, 'needs_reauth', @at, @at, @fingerprint, @error)
     on conflict (name) do update set since = iif(state = 'needs_reauth', since, @at), state = 'needs_reauth', tried_at = @at,
       fingerprint = @fingerprint, error = @error, known = null`,
  );
  const untell = database.prepare("delete from alerts where told_at is null and substr(subject, 1, length(@prefix)) = @prefix");
  const recordChange = (name: string, state: ConnectionState["state"], at: string, open: { code?: string } = {}): void => {
    if (find.get(name)?.state === state) return;
    append({ kind: state === "works" ? "connection.works" : "connection.ended", subject: name, open }, at);
  };
  return {
    find: async (name) => {
      const row = find.get(name);
      return row && toState(row);
    },
    list: async () => list.all().map(toState),
    keepWorking: (name, { known, ...now }) =>
      writer.write(() => {
        recordChange(name, "works", now.at);
        works.run({ name, ...now, known: known === undefined ? null : toJson(known) });
        untell.run({ prefix: `connection:${name}:` });
      }),
    keepEnded: (name, { error, ...now }) =>
      writer.write(() => {
        recordChange(name, "needs_reauth", now.at, { code: error.code });
        ended.run({ name, ...now, error: toJson(error) });
      }),
  };
}

function toState({ used_at: usedAt, tried_at: triedAt, error, known, ...row }: ConnectionRow): ConnectionState {
  return {
    ...row,
    triedAt,
    ...(usedAt !== null && { usedAt }),
    ...(error !== null && { error: parseOwnJson(error) }),
    ...(known !== null && { known: parseOwnJson(known) }),
  };
}
