import { parseOwnJson } from "../../lib/json.ts";
import type { Database } from "../database/database.ts";
import type { Change } from "./contents.ts";
import { chunksOf, toJson } from "../database/rows.ts";

/** A message of Chief's own: it belongs to no run. */
interface Own {
  key: string;
  options: string;
  /** Key of the message that it asks about. */
  about: string | null;
}

/** What is kept for messages that are gone; what was asked of somebody by a message ends with it. */
const LEFT_BEHIND = [
  "delete from replies where id in (select id from replies where message not in (select key from outbox) limit 500)",
  `delete from alerts where subject in (select subject from alerts where json_extract(trouble, '$.message.key') is not null
    and json_extract(trouble, '$.message.key') not in (select key from outbox) limit 500)`,
] as const;

/**
 * Removes the messages of Chief's own that may quote what is forgotten: `isAbout` says which requests do. Alerts repeat what others had to
 * say, and nothing tells which: they all go where `alerts` is true or a request does. Resolves with how many rows went.
 */
export async function removeOwn(
  database: Database,
  change: Change,
  { isAbout, alerts }: { isAbout: (own: Own) => boolean; alerts: boolean },
): Promise<number> {
  const all = database
    .prepare<[], Own>(
      `select key, options, (select json_extract(json, '$.request.message') from documents where hash = briefing) as about
        from outbox where run is null`,
    )
    .all();
  const asked = all.filter(isAbout);
  const told = alerts || asked.length > 0 ? all.filter((own) => own.about === null && !asked.includes(own)) : [];
  const remove = database.prepare("delete from outbox where key in (select value from json_each(?))");
  let total = asked.length + told.length;
  for (const some of chunksOf([...asked, ...told])) await change(() => remove.run(toJson(some.map(({ key }) => key))));
  for (const sql of LEFT_BEHIND) {
    const statement = database.prepare(sql);
    for (let changes = 500; changes === 500; total += changes) changes = (await change(() => statement.run())).changes;
  }
  return total;
}

/** Whether a way leads to this person alone: the options of a message name them. */
export function leadsTo(options: string, key: string | undefined): boolean {
  const names = (value: unknown): boolean =>
    value === key || (typeof value === "object" && value !== null && Object.values(value).some(names));
  return key !== undefined && names(parseOwnJson<unknown>(options));
}
