import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

export interface GoogleDriveOptions {
  /** The only one there is when absent. */
  connection?: string;
  /** Documents. */
  max: number;
}

/** What a definition may say under `google-drive:`; connections are checked where their names are known. */
export function googleDriveSchema(connections: readonly string[] | undefined): z.ZodType<GoogleDriveOptions> {
  return z
    .strictObject({
      connection: knownName("a connection to Google in config/chief.yaml", connections, "Make one with `chief connect google`.")
        .exactOptional()
        .describe("The connection to Google that is meant. Default: the only one."),
      max: z.int().min(1).max(1000).default(100).describe("At most this many documents are looked at, the newest first."),
    })
    .prefault({})
    .describe("Documents in Google Drive that others have changed or shared, and comments that name you.");
}
