import type { AppendAudit } from "../../core/ports/audit.ts";
import type { PrivacyStore } from "../../core/ports/privacy.ts";
import type { Database } from "../database/database.ts";
import { forget } from "./forget.ts";
import { clearRows } from "./retention-rows.ts";
import { sweep } from "./sweep.ts";
import type { Writer } from "../database/writer.ts";

/** What leaves the record. */
export function createPrivacyStore(database: Database, writer: Writer, append: AppendAudit): PrivacyStore {
  const last = database.prepare<[], string | null>("select pruned_at from meta").pluck();
  const keep = database.prepare("update meta set pruned_at = ?");
  return {
    prunedAt: async () => last.get() ?? undefined,
    async prune(now, retentionOf) {
      const rows = await clearRows(database, writer, now, retentionOf);
      const swept = await sweep(database, writer);
      if (swept) await writer.write(() => keep.run(now));
      return { ...rows, ...(swept ?? { documents: 0, items: 0 }), isDone: swept !== undefined };
    },
    forget: (what, at) => forget({ database, writer, append }, what, at),
  };
}
