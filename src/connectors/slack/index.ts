import type { Accounts } from "../../core/connection.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { listOf } from "../../lib/text.ts";
import { slackSchema, type SlackOptions } from "./schema.ts";

/** Messages in the channels of Slack that the app is in. Whatever a run reads, it reads through the connection that its grant means. */
export function createSlackConnector(accounts: Accounts<"slack">): Connector<SlackOptions> {
  return {
    id: "slack",
    title: "Slack",
    alias: "S",
    schema: slackSchema(accounts.names),
    mentions: ["Slack", "Channels"],
    account: "slack",
    describe({ channels, connection }) {
      const places = channels === undefined ? "all Slack channels that the app is in" : `the Slack channels ${listOf(channels)}`;
      return `messages of the last two weeks in ${places}${connection === undefined ? "" : ` through ${connection}`}`;
    },
    audience: ({ channels = ["*"] }) => channels.map((channel) => ({ kind: "place", place: `slack:${channel}` })),
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-messages.ts")).fetchMessages(context, accounts),
  };
}
