import { toStoredError } from "../core/errors.ts";
import type { Store } from "../core/ports/store.ts";
import type { Database } from "./database/database.ts";
import type { Writer } from "./database/writer.ts";

/** On a full disk a small change may still find room in what a larger one had to give back. */
const PROBE_CHARACTERS = 65_536;

/** Looks only after the disk has refused something, and until it has taken a probe: asked at other times, it costs nothing. */
export function createTrouble(database: Database, writer: Writer): Store["trouble"] {
  const put = database.prepare(
    "insert into cursors (name, value) values ('probe', ?) on conflict (name) do update set value = excluded.value",
  );
  const remove = database.prepare("delete from cursors where name = 'probe'");
  let forgiven = 0;
  return async () => {
    const refusals = writer.refusals();
    if (refusals === forgiven) return undefined;
    try {
      await writer.write(() => put.run(JSON.stringify("0".repeat(PROBE_CHARACTERS))));
      await writer.write(() => remove.run());
      forgiven = refusals;
      return undefined;
    } catch (error) {
      return toStoredError(error).message;
    }
  };
}
