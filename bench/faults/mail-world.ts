import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Person } from "../../src/core/person.ts";
import type { SmtpConnection } from "../../src/core/connection.ts";
import type { Delivery } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { createAddresses } from "../../src/config/addresses.ts";
import { createEmail } from "../../src/deliveries/email/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { Received } from "../../test/support/mail-server.ts";
import { addMessage } from "./vendor-outbox.ts";

/** The person who gets this mail, and nobody else's. */
export function addressOf(index: number): string {
  return `reader-${index}@example.com`;
}

/** The person whom a mail or a command of SMTP is about. */
export function readerIn(text: string): string {
  return /reader-\d+@example\.com/.exec(text)?.[0] ?? "";
}

/** Mail as it is shipped, to as many people as there are messages. */
export function mailTo(connection: SmtpConnection, volume: number): Delivery {
  const addresses = createAddresses(
    () => ({ root: "", dataDirectory: "", webhooks: {}, pings: {}, connections: { server: connection } }),
    {},
  );
  return createEmail({ ...addresses, clock: systemClock, people: () => ({ all: readersOf(volume) }) });
}

/** As many people as there are messages. */
export function readersOf(volume: number): Person[] {
  return Array.from({ length: volume }, (_, index) => {
    const key = `reader-${index}`;
    return { key, name: key, emails: [addressOf(index)], aliases: [], absences: [], vip: false };
  });
}

/** A message for the person of that number. */
export async function addMail(store: Store, index: number, changes: Partial<OutboxEntry> = {}): Promise<void> {
  await addMessage(store, `run ${index}`, { grant: "email", delivery: "email", options: { to: [`reader-${index}`] }, ...changes });
}

/** How one message ended, and what its reader has. */
export interface Ended {
  entry: OutboxEntry;
  copies: number;
  /** Different Message-IDs among the copies. */
  ids: number;
}

export async function endsOf(store: Store, received: readonly Received[]): Promise<Ended[]> {
  return (await store.outbox.list({})).map((entry) => {
    const own = received.filter(({ to }) => to.includes(`${String(entry.options["to"])}@example.com`));
    const ids = new Set(own.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]));
    return { entry, copies: own.length, ids: ids.size };
  });
}

/** What is allowed of a message in doubt: one further copy under the same id, or none where a person is to decide. */
export function judge(ended: readonly Ended[]): { lost: number; repeated: number; resent: number; held: number } {
  const isLost = ({ entry, copies }: Ended): boolean => entry.state !== "held" && (copies === 0 || entry.state !== "sent");
  const tooMany = ({ entry, copies, ids }: Ended): number =>
    Math.max(copies - (entry.onUnknown === "hold" ? 1 : 2), 0) + Math.max(ids - 1, 0);
  return {
    lost: ended.filter(isLost).length,
    repeated: ended.reduce((sum, each) => sum + tooMany(each), 0),
    resent: ended.filter(({ copies }) => copies === 2).length,
    held: ended.filter(({ entry }) => entry.state === "held").length,
  };
}

export async function hasOpen({ outbox }: Store): Promise<boolean> {
  return (await outbox.list({ states: ["pending", "sending"], limit: 1 })).length > 0;
}
