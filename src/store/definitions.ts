import type { Automation } from "../core/automation.ts";
import type { DefinitionStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { chunksOf, fromJson, toJson, type Json } from "./rows.ts";
import type { Writer } from "./writer.ts";

/** Parsed definitions by file hash and parser, and what was paused by hand. */
export function createDefinitionStore(database: Database, writer: Writer): DefinitionStore {
  const load = database.prepare<[string, string], { json: Json<Automation> }>(
    "select json from definitions where parser = ? and hash in (select value from json_each(?))",
  );
  const save = database.prepare("insert or replace into definitions (parser, hash, path, json) values (?, ?, ?, ?)");
  const paused = database.prepare<[], string>("select automation from paused order by automation").pluck();
  const pause = database.prepare("insert into paused (automation, at) values (?, ?) on conflict (automation) do nothing");
  const resume = database.prepare("delete from paused where automation = ?");
  return {
    load: async (hashes, parser) => load.all(parser, toJson(hashes)).map((row) => fromJson(row.json)),
    async save(automations, parser) {
      for (const chunk of chunksOf(automations)) {
        await writer.write(() => chunk.forEach((each) => save.run(parser, each.hash, each.path, toJson(each))));
      }
    },
    paused: async () => paused.all(),
    setPaused: (automation, isPaused, at) =>
      writer.write(() => {
        if (isPaused) pause.run(automation, at);
        else resume.run(automation);
      }),
  };
}
