import { readSecret } from "../../config/secrets.ts";
import { answeredIn, type RepliesMailbox } from "../../core/connection.ts";
import type { Workspace } from "../../core/workspace.ts";
import { imapFailureInWords, imapSettings } from "../../lib/imap.ts";
import { listOf } from "../../lib/text.ts";
import { isTrusted, topmostResults } from "../../web/mail/belief.ts";
import { parseHead } from "../../web/mail/head.ts";
import type { Session } from "../session.ts";
import { ok, problem, warning, type Check } from "./check.ts";

/** So many of the newest letters show whether the server says of letters where they come from. */
const NEWEST = 20;

/** Whether the mailboxes of answers let us in, and say in a way that is trusted whether a sender is genuine: without that, no answer is believed. */
export async function checkReplies(workspace: Workspace, env: Session["env"]): Promise<Check[]> {
  const mailboxes = Object.entries(answeredIn(workspace.connections));
  return Promise.all(
    mailboxes.map(async ([connection, { replies }]) => {
      const name = `Answers to ${connection}`;
      try {
        return judge(name, replies, await serversIn(replies, (reference) => readSecret(reference, { ...workspace, env })));
      } catch (error) {
        const hint = `Check host, port, security, user and password under replies of ${connection} in config/chief.yaml.`;
        return problem(name, imapFailureInWords(error, replies), hint);
      }
    }),
  );
}

/** Who says in the newest letters where they come from; empty for a letter of which nobody says so. */
async function serversIn(replies: RepliesMailbox, read: (reference: string) => string): Promise<(string | undefined)[]> {
  const { ImapFlow } = await import("imapflow");
  const client = new ImapFlow(imapSettings(replies, read));
  // It is told by the call that failed, too.
  client.on("error", () => {});
  try {
    await client.connect();
    const { exists } = await client.mailboxOpen("INBOX", { readOnly: true });
    if (exists === 0) return [];
    const letters = await client.fetchAll(`${Math.max(exists - NEWEST + 1, 1)}:*`, { headers: ["authentication-results"] });
    return letters.map(({ headers = Buffer.alloc(0) }) => topmostResults(parseHead(headers) ?? [])?.server);
  } finally {
    client.close();
  }
}

function judge(name: string, replies: RepliesMailbox, servers: readonly (string | undefined)[]): Check {
  const isBelieved = servers.some((server) => server !== undefined && isTrusted({ server, checks: [] }, replies));
  if (isBelieved) return ok(name, "are read and believed");
  const others = [...new Set(servers.flatMap((server) => server ?? []))];
  if (others.length === 0) {
    const says = "are read, and none is believed: no letter there says by Authentication-Results whether its sender is genuine";
    return warning(name, says, "Use a mailbox whose server checks DKIM and says so, as the mailboxes of providers do.");
  }
  const says = `are read, and none is believed: the letters there are checked by ${listOf(others)}`;
  return warning(name, says, "Where that is your own provider's server, name it as `trusts` under replies in config/chief.yaml.");
}
