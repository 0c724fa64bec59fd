import type { Consent, ConsentStore } from "../core/ports/consents.ts";
import type { Database } from "./database.ts";
import type { Writer } from "./writer.ts";

/** What owners have agreed to, one consent for each automation: the last one. */
export function createConsentStore(database: Database, writer: Writer): ConsentStore {
  const find = database.prepare<[string], Consent>("select automation, hash, by, at from consents where automation = ?");
  const save = database.prepare("insert or replace into consents (automation, hash, by, at) values (@automation, @hash, @by, @at)");
  const remove = database.prepare<[string]>("delete from consents where automation = ?");
  return {
    find: async (automation) => find.get(automation),
    save: (consent) => writer.write(() => void save.run(consent)),
    remove: (automation) => writer.write(() => void remove.run(automation)),
  };
}
