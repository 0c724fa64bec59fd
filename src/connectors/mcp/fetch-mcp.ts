import type { Accounts } from "../../core/connection.ts";
import type { DraftItem } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { withAccepted } from "../../lib/mcp/accepted.ts";
import { quoted } from "../../lib/mcp/failure.ts";
import type { McpSession, NamedMcp } from "../../lib/mcp/session.ts";
import { countOf, listOf } from "../../lib/text.ts";
import type { Brought } from "./brought.ts";
import { callTools } from "./call-tools.ts";
import { readResources } from "./read-resources.ts";
import type { McpOptions } from "./schema.ts";
import { LONGEST_BODY, sealed, type Origin } from "./to-item.ts";

/** Reads from the server that a grant means, once it is what its owner has accepted. */
export async function fetchMcp(context: FetchContext<McpOptions>, accounts: Accounts<"mcp">, patienceMs?: number): Promise<Fetched> {
  const { options, signal, window, picture } = context;
  signal.throwIfAborted();
  const server = accounts.get(options.connection);
  const origin = { server: server.name, asOf: window.to };
  const parts = { readSecret: accounts.readSecret, signal, ...(patienceMs !== undefined && { patienceMs }) };
  const read = await withAccepted(server, parts, (session) => readAll(session, server, { options, origin, progress: context.progress }));
  const long = read.drafts.filter(({ body }) => body.length >= LONGEST_BODY).length;
  return {
    items: sealed(read.drafts, picture),
    failures: read.failures,
    notes: [
      ...read.notes,
      ...(long === 0 ? [] : [`Cut ${countOf(long, "text")} of ${server.name} at ${LONGEST_BODY.toLocaleString("en-US")} characters.`]),
    ],
  };
}

interface Reading {
  options: McpOptions;
  origin: Origin;
  progress(message: string): void;
}

async function readAll(session: McpSession, server: NamedMcp, { options, origin, progress }: Reading): Promise<Brought> {
  const resources = await readResources(session, options, origin);
  if (resources.drafts.length > 0) progress(`read ${countOf(resources.drafts.length, "resource")}`);
  const called = await callTools(session, options, { ...origin, readOnly: server.readOnly });
  const declined = session.declined();
  return {
    drafts: firstOfEach([...resources.drafts, ...called.drafts]),
    failures: [...resources.failures, ...called.failures],
    notes: [
      ...resources.notes,
      ...called.notes,
      ...(declined.length === 0
        ? []
        : [`${server.name} asked Chief for ${listOf(declined.map((each) => JSON.stringify(quoted(each))))}: declined.`]),
    ],
  };
}

/** What is named twice is one thing. */
function firstOfEach(drafts: readonly DraftItem[]): DraftItem[] {
  return [...new Map(drafts.toReversed().map((draft) => [draft.id, draft])).values()].toReversed();
}
