import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { systemClock } from "../../lib/clock.ts";
import { countOf } from "../../lib/text.ts";
import { idsIn, notionSchema, type NotionOptions } from "./schema.ts";

const LATELY = "which pages in Notion were edited in the last two weeks, what stands on them, and open comments there that name you";

/** Rows of data sources in Notion, pages that were edited lately, and open comments that name me. Reads only. */
export function createNotionConnector(accounts: Accounts<"notion">, clock: Clock = systemClock): Connector<NotionOptions> {
  return {
    id: "notion",
    title: "Notion",
    alias: "N",
    schema: notionSchema(accounts.names),
    mentions: ["Wiki"],
    account: "notion",
    describe(options) {
      const ids = idsIn(options);
      const way = options.connection === undefined ? "" : ` through ${options.connection}`;
      if (ids.length === 0) return `${LATELY}${way}`;
      const which = options.filter === undefined ? "" : " that its filter lets through";
      return `the rows of ${countOf(ids.length, "data source")} in Notion${which}${options.as === undefined ? "" : ` as ${options.as}`}${way}`;
    },
    audience: () => OWNER_ONLY,
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-notion.ts")).fetchNotion(context, accounts, clock),
  };
}
