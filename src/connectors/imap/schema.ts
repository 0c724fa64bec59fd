import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

export interface ImapOptions {
  /** The only one there is when absent. */
  connection?: string;
  /** Names; the inbox and what was sent when absent. */
  folders?: string[];
  max: number;
}

/** What a definition may say under `imap:`; connections are checked where their names are known. */
export function imapSchema(connections: readonly string[] | undefined): z.ZodType<ImapOptions> {
  return z
    .strictObject({
      connection: knownName("a mailbox in config/chief.yaml", connections, "Make one with `chief connect imap`.")
        .exactOptional()
        .describe("The connection to a mailbox that is meant. Default: the only one."),
      folders: z
        .array(z.string().trim().min(1).max(400))
        .min(1)
        .max(20)
        .exactOptional()
        .describe(
          "Folders as the mailbox names them, such as INBOX or Clients/Acme; Sent and Archive are found in any language. Default: INBOX and Sent.",
        ),
      max: z.int().min(1).max(10_000).default(2_000).describe("At most this many letters are read, the newest first."),
    })
    .prefault({})
    .describe("Letters in a mailbox of any provider.");
}
