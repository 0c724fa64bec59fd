import type { Automation } from "../core/automation.ts";
import type { AppendAudit } from "../core/ports/audit.ts";
import type { DefinitionStore } from "../core/ports/store.ts";
import { createInForce } from "./definitions-in-force.ts";
import type { Database } from "./database/database.ts";
import { parseOwnJson, type Json } from "../lib/json.ts";
import { chunksOf, toJson } from "./database/rows.ts";
import type { Writer } from "./database/writer.ts";

type Pauses = Pick<DefinitionStore, "paused" | "setPaused">;

/** Parsed definitions by file hash and parser, and what was paused by a person or by failures. */
export function createDefinitionStore(database: Database, writer: Writer, append: AppendAudit): DefinitionStore {
  const load = database.prepare<[string, string], { json: Json<Automation> }>(
    "select json from definitions where parser = ? and hash in (select value from json_each(?))",
  );
  const save = database.prepare("insert or replace into definitions (parser, hash, path, json) values (?, ?, ?, ?)");
  return {
    ...createPauses(database, writer, append),
    keepInForce: createInForce(database, writer, append),
    load: async (hashes, parser) => load.all(parser, toJson(hashes)).map((row) => parseOwnJson(row.json)),
    async save(automations, parser) {
      for (const chunk of chunksOf(automations)) {
        await writer.write(() => chunk.forEach((each) => save.run(parser, each.hash, each.path, toJson(each))));
      }
    },
  };
}

/** A row stays when its automation is resumed: failures are counted from there on. Who is paused already stays so, for the first reason. */
function createPauses(database: Database, writer: Writer, append: AppendAudit): Pauses {
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
        const { changes } = isPaused ? pause.run(automation, at, reason) : resume.run(at, automation);
        const kind = isPaused ? "automation.paused" : "automation.resumed";
        // Only what paused has a reason; its words are not kept here.
        if (changes > 0) append({ kind, automation, open: { by: reason === "" ? "person" : "chief" } }, at);
      }),
  };
}
