import type { AppendAudit } from "../../core/ports/audit.ts";
import type { Consent, ConsentStore } from "../../core/ports/consents.ts";
import type { Database } from "../database/database.ts";
import type { Writer } from "../database/writer.ts";

/** What owners have agreed to, one consent for each automation: the last one. */
export function createConsentStore(database: Database, writer: Writer, append: AppendAudit): ConsentStore {
  const find = database.prepare<[string], Consent>("select automation, hash, by, at from consents where automation = ?");
  const save = database.prepare("insert or replace into consents (automation, hash, by, at) values (@automation, @hash, @by, @at)");
  const remove = database.prepare<[string]>("delete from consents where automation = ?");
  return {
    find: async (automation) => find.get(automation),
    save: (consent) =>
      writer.write(() => {
        const { automation, hash, by, at } = consent;
        save.run(consent);
        append({ kind: "consent.given", automation, open: { definition: hash }, keyed: { by } }, at);
      }),
    remove: (automation, { by, at }) =>
      writer.write(() => {
        if (remove.run(automation).changes > 0) append({ kind: "consent.withdrawn", automation, keyed: { by } }, at);
      }),
  };
}
