import { z } from "zod";
import { unreachable } from "./failure.ts";

/** https://docs.slack.dev/reference/objects/conversation-object */
export const channelSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  is_mpim: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_member: z.boolean().optional(),
});

const reaction = z.looseObject({ name: z.string(), count: z.number().catch(0), users: z.array(z.string()).catch([]) });

/** A message as Slack hands it over (https://docs.slack.dev/reference/events/message), as far as it is used. */
export const messageSchema = z.looseObject({
  ts: z.string().regex(/^\d{1,12}\.\d{1,9}$/),
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  username: z.string().optional(),
  bot_profile: z.looseObject({ name: z.string().optional() }).optional(),
  text: z.string().catch(""),
  thread_ts: z.string().optional(),
  reply_count: z.number().catch(0),
  latest_reply: z.string().optional(),
  edited: z.looseObject({ ts: z.string() }).optional(),
  reactions: z.array(reaction).catch([]),
  files: z.array(z.looseObject({ name: z.string().nullish(), title: z.string().nullish() })).catch([]),
  attachments: z.array(z.looseObject({ fallback: z.string().optional(), text: z.string().optional() })).catch([]),
});
export type Message = z.infer<typeof messageSchema>;

/** https://docs.slack.dev/reference/objects/user-object */
export const userSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  tz: z.string().nullish(),
  profile: z
    .looseObject({ real_name: z.string().optional(), display_name: z.string().optional(), email: z.string().optional() })
    .optional(),
});
export type WireUser = z.infer<typeof userSchema>;

/** What is sound of a list that Slack handed over; what has no id or time of its own can't be told of. */
export function soundOf<Sound>(schema: z.ZodType<Sound>, list: readonly unknown[]): Sound[] {
  return list.flatMap((each) => {
    const parsed = schema.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The same of a list that has to be there: an answer without it, or with nothing sound in it, is none of Slack's, and must not be taken for
 * an empty one. Throws TransientError `slack-unreachable`.
 */
export function expectList<Sound>(schema: z.ZodType<Sound>, list: unknown): Sound[] {
  const sound = Array.isArray(list) ? soundOf(schema, list) : [];
  if (!Array.isArray(list) || (list.length > 0 && sound.length === 0)) throw unreachable("something else");
  return sound;
}
