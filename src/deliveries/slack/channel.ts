import { z } from "zod";
import { failureOf, refusal } from "./failure.ts";
import type { Room } from "./room.ts";

/** The means to ask about a channel. */
export type Door = Pick<Room, "client" | "channel" | "place">;

/** https://docs.slack.dev/reference/objects/conversation-object */
const infoSchema = z.looseObject({
  channel: z.looseObject({
    name: z.string().optional(),
    context_team_id: z.string().optional(),
    is_archived: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  }),
});
const membersSchema = z.looseObject({ members: z.array(z.string()) });

/** Slack takes no more at once: https://docs.slack.dev/reference/methods/conversations.members */
const PAGE = 999;

/** What a channel is now. */
export interface Channel {
  name?: string;
  /** The workspace that asks, or the organisation that it belongs to; absent where Slack does not tell. */
  team?: string;
  isPrivate: boolean;
  /** Another company shares it, or is about to. */
  isShared: boolean;
}

/** Throws PermanentError `slack-refused` where the channel is in the archive or the app is not in it. */
export async function getChannel({ client, channel, place }: Door): Promise<Channel> {
  const info = await client.conversations.info({ channel }).catch((error: unknown) => {
    throw failureOf(error, { place, writes: false });
  });
  const { name, context_team_id: team, is_archived, is_member, ...marks } = infoSchema.parse(info).channel;
  if (is_archived) throw refusal(place, "is_archived");
  // Where the app is no member, nobody can look later whether a message arrived.
  if (is_member === false) throw refusal(place, "not_in_channel");
  return {
    ...(name !== undefined && { name }),
    ...(team !== undefined && { team }),
    isPrivate: marks.is_private === true,
    isShared: marks.is_ext_shared === true || marks.is_pending_ext_shared === true,
  };
}

/** The ids of all who are in a channel, apps among them, in their order. */
export async function fetchMembers({ client, channel, place }: Door): Promise<string[]> {
  const members: string[] = [];
  try {
    for await (const page of client.paginate("conversations.members", { channel, limit: PAGE })) {
      members.push(...membersSchema.parse(page).members);
    }
  } catch (error) {
    throw failureOf(error, { place, writes: false });
  }
  return [...new Set(members)].toSorted();
}
