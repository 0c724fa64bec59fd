import { z } from "zod";
import type { EventSource } from "../core/ports/events.ts";
import type { EventTrigger } from "../core/trigger.ts";
import { choiceOf } from "../lib/text.ts";

/** What happens in Slack that automations can wait for. */
export const SLACK_EVENTS = ["mention", "message", "reaction", "question"] as const;
export type SlackEventName = (typeof SLACK_EVENTS)[number];

const schema = z
  .strictObject({
    event: z
      .enum(SLACK_EVENTS)
      .describe(
        "mention: somebody names Chief; message: somebody writes in a channel; reaction: somebody reacts to a message; question: somebody of `from` asks Chief something, and the run answers that.",
      ),
    channel: z
      .string()
      .regex(/^[CGD][A-Z0-9]{6,}$/, { error: "to be a channel's id such as C0123456789, which Slack shows below the channel's details" })
      .exactOptional()
      .describe("Only in this channel, by its id; in all that Chief is a member of when absent."),
    from: z
      .array(z.string().min(1))
      .min(1)
      .exactOptional()
      .describe("Whose questions it answers: keys of config/people.yaml, or me. Default for a question: me."),
  })
  .refine(({ event, from }) => event === "question" || from === undefined, {
    error: "to name people under from only where event is question",
    path: ["from"],
  })
  .describe("Runs when something happens in Slack; needs a connection that listens.");

export type SlackEventOptions = z.infer<typeof schema>;

const WORDS: Readonly<Record<SlackEventName, string>> = {
  mention: "when somebody mentions Chief",
  message: "when somebody writes",
  reaction: "when somebody reacts to a message",
  question: "when it is asked something",
};

/** The topic of what happens in a channel, or in any. */
export function slackTopic(event: SlackEventName, channel: string | undefined): string {
  return `slack:${event}:${channel ?? "any"}`;
}

/** The topic of what one automation is asked. */
export function questionTopic(automation: string): string {
  return `slack:question:${automation}`;
}

/** Whose questions a trigger answers that waits for some: keys of people. */
export function askersIn({ options }: Pick<EventTrigger, "options">): readonly string[] {
  const { from } = options;
  return Array.isArray(from) ? from.filter((key) => typeof key === "string") : ["me"];
}

/** The channel that a trigger listens in; undefined where it listens in all. */
export function channelIn({ options: { channel } }: Pick<EventTrigger, "options">): string | undefined {
  return typeof channel === "string" ? channel : undefined;
}

function describeQuestion(options: EventTrigger["options"]): string {
  const askers = askersIn({ options }).map((key) => (key === "me" ? "you" : key));
  const channel = channelIn({ options });
  const where = channel === undefined ? "in Slack" : `in the Slack channel ${channel}`;
  return `when ${choiceOf(askers)} ${askers.length === 1 && askers[0] !== "you" ? "asks" : "ask"} it something ${where}`;
}

/** Something happened in Slack. Its events come in by themselves. */
export const slackSource: EventSource<SlackEventOptions> = {
  id: "slack",
  schema,
  topic: ({ event, channel }, automation) => (event === "question" ? questionTopic(automation) : slackTopic(event, channel)),
  describe(options) {
    const { event, channel } = options;
    if (event === "question") return describeQuestion({ ...options });
    return `${WORDS[event]} in ${channel === undefined ? "a channel of Slack" : `the Slack channel ${channel}`}`;
  },
  // What is asked is read where it is asked, as is the answer: what may go into the one thread may go into no other place by that.
  audience: ({ event, channel = "*" }) => [{ kind: "place", place: `slack:${event === "question" ? "*" : channel}` }],
};
