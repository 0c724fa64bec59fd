import type { AuditEvent } from "../core/audit.ts";
import type { Automation } from "../core/automation.ts";
import type { AppendAudit } from "../core/ports/audit.ts";
import type { DefinitionStore } from "../core/ports/store.ts";
import type { Database } from "./database/database.ts";
import { chunksOf } from "./database/rows.ts";
import type { Writer } from "./database/writer.ts";

interface Known {
  automation: string;
  hash: string;
}

interface Change {
  automation: string;
  before?: string;
  /** Absent where it is in force no more. */
  hash?: string;
}

/** Which definitions are in force, each change of one recorded. */
export function createInForce(database: Database, writer: Writer, append: AppendAudit): DefinitionStore["keepInForce"] {
  const known = database.prepare<[], Known>("select automation, hash from definitions_in_force order by automation");
  const keep = database.prepare<[string, string]>("insert or replace into definitions_in_force (automation, hash) values (?, ?)");
  const drop = database.prepare<[string]>("delete from definitions_in_force where automation = ?");
  return async (automations, at) => {
    for (const chunk of chunksOf(changesOf(known.all(), automations))) {
      await writer.write(() => {
        for (const change of chunk) {
          if (change.hash === undefined) drop.run(change.automation);
          else keep.run(change.automation, change.hash);
          append(eventOf(change), at);
        }
      });
    }
  };
}

function changesOf(known: readonly Known[], automations: readonly Pick<Automation, "id" | "hash">[]): Change[] {
  const before = new Map(known.map(({ automation, hash }) => [automation, hash]));
  const now = new Set(automations.map(({ id }) => id));
  const gone = known.filter(({ automation }) => !now.has(automation)).map(({ automation, hash }) => ({ automation, before: hash }));
  const others = automations.flatMap(({ id, hash }) => {
    const earlier = before.get(id);
    return earlier === hash ? [] : [{ automation: id, hash, ...(earlier !== undefined && { before: earlier }) }];
  });
  return [...others, ...gone];
}

function eventOf({ automation, before, hash }: Change): AuditEvent {
  const kind = hash === undefined ? "definition.removed" : before === undefined ? "definition.added" : "definition.changed";
  return { kind, automation, open: { ...(before !== undefined && { before }), ...(hash !== undefined && { definition: hash }) } };
}
