import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

export interface GmailOptions {
  /** The only one there is when absent. */
  connection?: string;
  /** Names; all letters but drafts, spam and what was thrown away when absent. */
  labels?: string[];
  max: number;
}

/** What a definition may say under `gmail:`; connections are checked where their names are known. */
export function gmailSchema(connections: readonly string[] | undefined): z.ZodType<GmailOptions> {
  return z
    .strictObject({
      connection: knownName("a connection to Google in config/chief.yaml", connections, "Make one with `chief connect google`.")
        .exactOptional()
        .describe("The connection to Google that is meant. Default: the only one."),
      labels: z
        .array(z.string().trim().min(1).max(225))
        .min(1)
        .max(20)
        .exactOptional()
        .describe("Labels as Gmail names them, such as INBOX or Clients/Acme; letters with any of them are read. Default: all letters."),
      max: z.int().min(1).max(10_000).default(2_000).describe("At most this many letters are read, the newest first."),
    })
    .prefault({})
    .describe("Letters in Gmail.");
}
