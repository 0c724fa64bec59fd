import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

export interface SlackOptions {
  /** Ids; all that the app is in when absent. */
  channels?: string[];
  /** The only one there is when absent. */
  connection?: string;
  /** Of each channel. */
  max: number;
}

/** What a definition may say under `slack:`; connections are checked where their names are known. */
export function slackSchema(connections: readonly string[] | undefined): z.ZodType<SlackOptions> {
  return z
    .strictObject({
      channels: z
        .array(z.string().regex(/^[CG][A-Z0-9]{6,}$/, { error: "to be a channel's id such as C0123456789" }))
        .min(1)
        .max(100)
        .exactOptional()
        .describe("Ids of channels, which Slack shows below each channel's details; all that the app is in when absent."),
      connection: knownName("a connection to Slack in config/chief.yaml", connections, "Make one with `chief connect slack`.")
        .exactOptional()
        .describe("The connection to Slack that is meant. Default: the only one."),
      max: z.int().min(1).max(5000).default(500).describe("At most this many messages of each channel are read, the newest first."),
    })
    .prefault({})
    .describe("Messages in the channels of Slack that the app is in.");
}
