import type { Automation } from "../core/automation.ts";
import type { AuditEntry } from "../core/audit.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import type { Store } from "../core/ports/store.ts";
import type { Workspace } from "../core/workspace.ts";

/** What the record's keyed hashes stand for, as far as the workspace and its data still know it. */
export interface AuditNames {
  /** A person, connection or grant; undefined where nobody knows it any more. */
  nameOf(keyed: string): string | undefined;
  runOf(entry: AuditEntry): string | undefined;
  messageOf(entry: AuditEntry): OutboxEntry | undefined;
}

/** Of runs and messages the newest so many are looked through. */
const MOST = 10_000;

/** Hashes what is known now, and matches: what was forgotten since finds no match. */
export async function loadNames(store: Store, { people, connections }: Workspace, automations: readonly Automation[]): Promise<AuditNames> {
  const keyed = (names: readonly string[]) => new Map(names.map((name) => [store.audit.keyed(name), name]));
  const grants = automations.flatMap(({ reads, writes }) => [...reads, ...writes].map(({ name }) => name));
  const names = keyed(["me", ...people.all.map(({ key }) => key), ...Object.keys(connections), ...grants]);
  const runs = keyed((await store.runs.list({ limit: MOST })).map(({ id }) => id));
  const messages = new Map((await store.outbox.list({ limit: MOST })).map((message) => [store.audit.keyed(message.key), message]));
  return {
    nameOf: (hash) => names.get(hash),
    runOf: ({ run }) => (run === undefined ? undefined : runs.get(run)),
    messageOf: ({ subject }) => (subject === undefined ? undefined : messages.get(subject)),
  };
}
