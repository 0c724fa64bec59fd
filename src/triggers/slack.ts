import { z } from "zod";
import type { EventSource } from "../core/ports/events.ts";

/** What happens in Slack that automations can wait for. */
export const SLACK_EVENTS = ["mention", "message", "reaction"] as const;
export type SlackEventName = (typeof SLACK_EVENTS)[number];

const schema = z
  .strictObject({
    event: z
      .enum(SLACK_EVENTS)
      .describe("mention: somebody names Chief; message: somebody writes in a channel; reaction: somebody reacts to a message."),
    channel: z
      .string()
      .regex(/^[CGD][A-Z0-9]{6,}$/, { error: "to be a channel's id such as C0123456789, which Slack shows below the channel's details" })
      .exactOptional()
      .describe("Only in this channel, by its id; in all that Chief is a member of when absent."),
  })
  .describe("Runs when something happens in Slack; needs a connection that listens.");

export type SlackEventOptions = z.infer<typeof schema>;

const WORDS: Readonly<Record<SlackEventName, string>> = {
  mention: "when somebody mentions Chief",
  message: "when somebody writes",
  reaction: "when somebody reacts to a message",
};

/** The topic of what happens in a channel, or in any. */
export function slackTopic(event: SlackEventName, channel: string | undefined): string {
  return `slack:${event}:${channel ?? "any"}`;
}

/** Something happened in Slack. Its events come in by themselves. */
export const slackSource: EventSource<SlackEventOptions> = {
  id: "slack",
  schema,
  topic: ({ event, channel }) => slackTopic(event, channel),
  describe: ({ event, channel }) => `${WORDS[event]} in ${channel === undefined ? "a channel of Slack" : `the Slack channel ${channel}`}`,
  audience: ({ channel = "*" }) => [{ kind: "place", place: `slack:${channel}` }],
};
