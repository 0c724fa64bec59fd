import { z } from "zod";

const id = z.string().min(1).max(64);
/** Slack's name of a moment, which names the message too: seconds since the epoch with six decimals. */
const ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

/** A choice in a menu, as https://docs.slack.dev/reference/interaction-payloads/block_actions-payload has it; only what is used. */
export const clickSchema = z.object({
  trigger_id: id.max(200),
  user: z.object({ id }),
  container: z.object({ channel_id: id, message_ts: ts, thread_ts: ts.optional() }),
  actions: z.array(z.object({ action_id: z.string(), selected_option: z.object({ value: z.string().max(150) }).optional() })).min(1),
});

/** A button below a held message: in a message, or in the home tab, which stands in no channel. */
export const decisionSchema = z.object({
  trigger_id: id.max(200),
  user: z.object({ id }),
  container: z.object({ channel_id: id.optional(), message_ts: ts.optional(), thread_ts: ts.optional() }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().max(2_000) })).min(1),
});

const common = { user: id.optional(), channel: id.optional(), ts: ts.optional() };

/** https://docs.slack.dev/reference/events/message/message_changed */
const changed = z.looseObject({
  ...{ user: id.optional(), ts: ts.optional(), thread_ts: ts.optional(), text: z.string().optional(), bot_id: z.string().optional() },
  edited: z.looseObject({ ts }).optional(),
});

/** An event of a subscription, as https://docs.slack.dev/apis/events-api/#event-type-structure has it; only what is used. */
export const eventSchema = z.object({
  type: z.literal("event_callback"),
  event_id: id.max(200),
  event_time: z.number().int().nonnegative(),
  event: z.looseObject({
    type: z.string(),
    ...common,
    subtype: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().optional(),
    thread_ts: ts.optional(),
    channel_type: z.string().optional(),
    reaction: z.string().optional(),
    /** What a message has become, where it was changed. */
    message: changed.optional().catch(undefined),
    item: z.object({ channel: id.optional(), ts: ts.optional() }).optional(),
  }),
});
export type SlackEvent = z.infer<typeof eventSchema>;
