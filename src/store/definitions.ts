import type { Automation } from "../core/automation.ts";
import type { DefinitionStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { parseOwnJson, type Json } from "../lib/json.ts";
import { chunksOf, toJson } from "./rows.ts";
import type { Writer } from "./writer.ts";

type Pauses = Pick<DefinitionStore, "paused" | "setPaused">;

/** Parsed definitions by file hash and parser, and what was paused by a person or by failures. */
export function createDefinitionStore(database: Database, writer: Writer): DefinitionStore {
  const load = database.prepare<[string, string], { json: Json<Automation> }>(
    "select json from definitions where parser = ? and hash in (select value from json_each(?))",
  );
  const save = database.prepare("insert or replace into definitions (parser, hash, path, json) values (?, ?, ?, ?)");
  return {
    ...createPauses(database, writer),
    load: async (hashes, parser) => load.all(parser, toJson(hashes)).map((row) => parseOwnJson(row.json)),
    async save(automations, parser) {
      for (const chunk of chunksOf(automations)) {
        await writer.write(() => chunk.forEach((each) => save.run(parser, each.hash, each.path, toJson(each))));
      }
    },
  };
}

/** A row stays when its automation is resumed: failures are counted from there on. Who is paused already stays so, for the first reason. */
function createPauses(database: Database, writer: Writer): Pauses {
  const paused = database.prepare<[], { automation: string; at: string; reason: string }>(
    "select automation, at, reason from paused where resumed_at is null order by automation",
  );
  const pause = database.prepare(
    `insert into paused (automation, at, reason) values (?, ?, ?)
     on conflict (automation) do update set at = excluded.at, reason = excluded.reason, resumed_at = null where resumed_at is not null`,
  );
  const resume = database.prepare("update paused set resumed_at = ? where automation = ? and resumed_at is null");
  return {
    paused: async () => paused.all(),
    setPaused: (automation, isPaused, at, reason = "") =>
      writer.write(() => {
        if (isPaused) pause.run(automation, at, reason);
        else resume.run(at, automation);
      }),
  };
}
