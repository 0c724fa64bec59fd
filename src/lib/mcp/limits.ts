import { PermanentError } from "../../core/errors.ts";

/** Of one conversation with a server, in bytes and numbers; far above what any honest server needs. */
export const MOST = {
  /** One message. */
  lineBytes: 8 * 1_048_576,
  /** All that it says, and all that its error output holds. */
  bytes: 64 * 1_048_576,
  stderrBytes: 16 * 1_048_576,
  /** Notifications and requests that nobody has asked it for. */
  unasked: 1_000,
  /** Lines that are no messages. */
  junk: 100,
} as const;

/** What a server did that no server has a reason to do; it is ended there and then. */
export function misbehaved(what: string): PermanentError {
  return new PermanentError("mcp-misbehaved", `expected an MCP server that keeps to what it is asked, got one that ${what}: it was ended`, {
    hint: "Look at what the server is and whether you still trust it; nothing else is asked of it in this run.",
  });
}

/** Counts what comes without being asked for, and what was asked of us. */
export interface Tally {
  /** Takes note of a message; throws where it is one too many. */
  count(message: object): void;
  /** The methods of its requests: all are declined. */
  requests(): readonly string[];
}

export function createTally(): Tally {
  const requests = new Set<string>();
  let unasked = 0;
  return {
    count(message) {
      if (!("method" in message) || typeof message.method !== "string") return;
      unasked += 1;
      // Being asked whether one is still there is no wish.
      if ("id" in message && message.method !== "ping" && requests.size < 10) requests.add(message.method.slice(0, 100));
      if (unasked > MOST.unasked) throw misbehaved(`sends notifications without end (more than ${MOST.unasked})`);
    },
    requests: () => [...requests],
  };
}
