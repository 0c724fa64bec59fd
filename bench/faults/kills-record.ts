import type { AuditKind } from "../../src/core/audit.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { openReader } from "../../src/store/open.ts";

/** Far above what a story leaves. */
const ALL = 1_000_000;

/** Where the record and what it tells of disagree: a message that was sent without an entry, an entry without its message, or a broken chain. */
export async function findUnrecorded(directory: string): Promise<string[]> {
  const store = await openReader(directory);
  try {
    const { fault } = await store.audit.verify();
    const messages = await store.outbox.list({});
    const sent = messages.filter(({ state }) => state === "sent");
    return [
      ...(fault ? [`record broken at ${fault.sequence}: ${fault.why}`] : []),
      ...(await differences(store, sent, "message.sent")),
      // What Chief has to say of itself is none of a run's proposals.
      ...(await differences(
        store,
        messages.filter(({ run }) => run !== undefined),
        "policy.allowed",
      )),
    ];
  } finally {
    await store.close();
  }
}

async function differences({ audit }: Store, messages: readonly { key: string }[], kind: AuditKind): Promise<string[]> {
  const entries = await audit.list({ kinds: [kind], limit: ALL });
  const told = new Set(entries.map(({ subject }) => subject));
  const known = new Set(messages.map(({ key }) => audit.keyed(key)));
  return [
    ...messages.filter(({ key }) => !told.has(audit.keyed(key))).map(({ key }) => `message ${key} without ${kind}`),
    ...entries.filter(({ subject = "" }) => !known.has(subject)).map(({ sequence }) => `entry ${sequence} without its message`),
    ...(told.size === entries.length ? [] : [`${entries.length - told.size} times ${kind} twice`]),
  ];
}
