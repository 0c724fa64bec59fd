import { ImapFlow, type FetchMessageObject, type FetchQueryObject, type ListResponse } from "imapflow";
import { REAUTH_NEEDED, type Connections, type ImapConnection } from "../../core/connection.ts";
import { ChiefError, PermanentError, TransientError } from "../../core/errors.ts";
import { briefImapSettings } from "../../lib/imap.ts";
import { imapFailure } from "../../lib/imap-failure.ts";

/** The code of the error for what the server does not want to do. */
export const REFUSED = "imap-refused";

/** How far a folder is, as it says itself when it is opened. */
export interface FolderState {
  path: string;
  /** As long as it is the same, a number means the same letter: https://www.rfc-editor.org/rfc/rfc9051#section-2.3.1.1 */
  validity: string;
  /** The number that the next letter gets. */
  next: number;
  /** Grows with whatever is changed (https://www.rfc-editor.org/rfc/rfc7162); null where the server does not count. */
  modseq: string | null;
  /** How many letters it holds. */
  exists: number;
}

/** An open mailbox in which nothing can be changed. All of it throws what `withMailbox` says. */
export interface Session {
  folders(): Promise<ListResponse[]>;
  /** Opens a folder, for all that follows until the next one is opened. */
  open(path: string): Promise<FolderState>;
  /** Numbers of the letters that came at or after an instant, by whole days of the server's; ascending. */
  search(sinceMs: number): Promise<number[]>;
  /** What is asked of some letters; of those that were changed after a point alone, where it is given. */
  fetch(uids: string, query: FetchQueryObject, changedSince?: string): Promise<FetchMessageObject[]>;
}

interface Parts {
  readSecret: Connections["readSecret"];
  signal: AbortSignal;
}

/**
 * Does some work in a mailbox and closes it. Throws PermanentError `reauth-needed` or `imap-refused`, TransientError `imap-busy` or
 * `imap-unreachable`, ConfigError `imap-unencrypted`, what `readSecret` throws, and what the signal says.
 */
export async function withMailbox<Result>(
  connection: ImapConnection,
  { readSecret, signal }: Parts,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const client = new ImapFlow(briefImapSettings(connection, readSecret));
  const end = (): void => client.close();
  // Whoever waits is told by the call that failed.
  client.on("error", () => {});
  signal.addEventListener("abort", end, { once: true });
  const ask = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await call();
      // The client answers with nothing, instead of an error, where it has no connection: that is no empty folder.
      if (!client.usable) throw new Error("the connection was closed");
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw toError(error, connection);
    }
  };
  try {
    await ask(() => client.connect());
    const result = await work(sessionOf(client, ask));
    await client.logout().catch(() => {});
    return result;
  } finally {
    signal.removeEventListener("abort", end);
    client.close();
  }
}

function sessionOf(client: ImapFlow, ask: <Answer>(call: () => Promise<Answer>) => Promise<Answer>): Session {
  return {
    folders: () => ask(() => client.list()),
    open: (path) =>
      ask(async () => {
        const { uidValidity, uidNext, exists, highestModseq, noModseq } = await client.mailboxOpen(path, { readOnly: true });
        const counts = highestModseq !== undefined && highestModseq > 0n && noModseq !== true;
        return { path, validity: String(uidValidity), next: uidNext, modseq: counts ? String(highestModseq) : null, exists };
      }),
    search: (sinceMs) =>
      ask(async () => {
        const found = await client.search({ since: new Date(sinceMs) }, { uid: true });
        if (found === false || found === undefined) throw new Error("the server did not search");
        return found;
      }),
    fetch: (uids, query, changedSince) =>
      ask(() => client.fetchAll(uids, query, { uid: true, ...(changedSince !== undefined && { changedSince: BigInt(changedSince) }) })),
  };
}

function toError(error: unknown, connection: ImapConnection): Error {
  if (error instanceof ChiefError) return error;
  const { kind, message, hint } = imapFailure(error, connection);
  if (kind === "signed-out") return new PermanentError(REAUTH_NEEDED, message, { hint });
  if (kind === "refused") return new PermanentError(REFUSED, message, { hint });
  return new TransientError(kind === "busy" ? "imap-busy" : "imap-unreachable", message, { hint });
}
