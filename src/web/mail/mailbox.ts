import type { FetchMessageObject, ImapFlow } from "imapflow";
import { z } from "zod";
import type { AnsweredConnection, Connections } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { CursorStore } from "../../core/ports/store.ts";
import type { Line } from "../lines.ts";
import { answeredBy, OLDEST_MS } from "./belief.ts";
import { parseHead } from "./head.ts";
import { createInbox } from "./inbox.ts";

export interface MailboxParts {
  /** The connection's. */
  name: string;
  connection: AnsweredConnection;
  readSecret: Connections["readSecret"];
  cursors: CursorStore;
  /** Whether one of these ids is that of a mail of ours. */
  isOurs(ids: readonly string[]): Promise<boolean>;
  /** Takes the beginning of a letter that answers one of ours. Rejects where it is to be handed over again. */
  take(letter: Buffer): Promise<void>;
  /** Told when the connection is gone, whoever closed it. */
  lost(error: unknown): void;
  clock: Clock;
}

/** How far a mailbox was read: uids grow as long as its validity is the same (https://www.rfc-editor.org/rfc/rfc9051#section-2.3.1.1). */
const Cursor = z.object({ validity: z.string(), next: z.number().int().positive() });
type Cursor = z.infer<typeof Cursor>;

const MOST_BYTES = 256_000;
const AT_ONCE = 200;
/** A server with IDLE tells of new letters by itself: it is asked all the same, since it may forget. */
const POLL_MS = { told: 10 * 60_000, untold: 60_000 };

/** The inbox that answers arrive in. Letters that answer none of ours are not read. */
export function createMailbox(parts: MailboxParts): Line {
  const { connection, readSecret, clock, lost } = parts;
  let work = Promise.resolve();
  let cancelPoll = (): void => {};
  const look = (): void => {
    cancelPoll();
    work = work.then(() => readNew(parts, inbox.client)).catch(lost);
    cancelPoll = clock.after(POLL_MS[inbox.client.capabilities.has("IDLE") ? "told" : "untold"], look);
  };
  const inbox = createInbox({ mailbox: connection.replies, readSecret, heard: look, lost });
  return {
    start: () => inbox.start(),
    async stop() {
      cancelPoll();
      await work;
      await inbox.stop();
    },
  };
}

async function readNew(parts: MailboxParts, client: ImapFlow): Promise<void> {
  const { mailbox } = client;
  if (mailbox === false) return;
  const name = `replies ${parts.name}`;
  const validity = String(mailbox.uidValidity);
  const before = Cursor.safeParse(await parts.cursors.load(name)).data;
  const keep = (next: number): Promise<void> => parts.cursors.save(name, { validity, next } satisfies Cursor);
  if (!before) return keep(mailbox.uidNext);
  // In a mailbox that was made anew, letters have other numbers: those that may still count are looked at again.
  const since = { since: new Date(parts.clock.now() - OLDEST_MS) };
  const found = await client.search(before.validity === validity ? { uid: `${before.next}:*` } : since, { uid: true });
  // The last letter is part of every range that ends with *.
  const uids = (found || []).filter((uid) => before.validity !== validity || uid >= before.next).toSorted((a, b) => a - b);
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const some = uids.slice(at, at + AT_ONCE);
    await readSome(parts, client, some);
    await keep((some.at(-1) ?? 0) + 1);
  }
  if (uids.length === 0 && before.validity !== validity) await keep(mailbox.uidNext);
}

async function readSome(parts: MailboxParts, client: ImapFlow, uids: readonly number[]): Promise<void> {
  const heads = await client.fetchAll(uids.join(","), { uid: true, headers: ["in-reply-to", "references"] }, { uid: true });
  for (const head of heads.toSorted((a, b) => a.uid - b.uid)) {
    if (!(await parts.isOurs(idsIn(head)))) continue;
    const letter = await client.fetchOne(String(head.uid), { source: { start: 0, maxLength: MOST_BYTES } }, { uid: true });
    if (letter && letter.source) await parts.take(letter.source);
  }
}

function idsIn({ headers = Buffer.alloc(0) }: FetchMessageObject): string[] {
  return answeredBy(parseHead(headers) ?? []);
}
