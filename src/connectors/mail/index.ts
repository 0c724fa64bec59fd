import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { placesOf } from "../../lib/places.ts";
import { countOf } from "../../lib/text.ts";
import { mailSchema, type MailOptions } from "./schema.ts";

/** Letters in folders of `.eml` files, Maildirs and mbox files of the workspace. */
export const mailConnector: Connector<MailOptions> = {
  id: "mail",
  title: "Mail",
  alias: "M",
  schema: mailSchema,
  mentions: ["Mail", "Email", "Inbox"],
  describe: ({ paths, days }) => `letters of the last ${countOf(days, "day")} in ${placesOf(paths)}`,
  audience: () => OWNER_ONLY,
  // Most starts read nothing.
  fetch: async (context) => (await import("./fetch-mail.ts")).fetchMail(context),
};
