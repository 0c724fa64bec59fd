import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { googleDriveSchema, type GoogleDriveOptions } from "./schema.ts";

/** Documents in Google Drive that others have changed or shared, and comments that name me. Reads only. */
export function createGoogleDriveConnector(accounts: Accounts<"google">): Connector<GoogleDriveOptions> {
  return {
    id: "google-drive",
    title: "Google Drive",
    alias: "D",
    schema: googleDriveSchema(accounts.names),
    mentions: ["Drive", "Documents"],
    account: "google",
    describe({ connection }) {
      const way = connection === undefined ? "" : ` through ${connection}`;
      return `which documents in Google Drive others have changed or shared in the last two weeks, and open comments there that name you${way}`;
    },
    audience: () => OWNER_ONLY,
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-documents.ts")).fetchDocuments(context, accounts),
  };
}
