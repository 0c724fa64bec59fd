import type { z } from "zod";
import { pagesOf, type Answer, type Ask } from "./ask.ts";
import { refusedPart, type Failure } from "./failure.ts";
import type { SlackOptions } from "./schema.ts";
import { channelSchema, expectList, soundOf } from "./wire.ts";

/** Slack takes no more at once: https://docs.slack.dev/reference/methods/users.conversations */
export const LARGEST_PAGE = 999;

/** A place where people write to each other. */
export interface Channel {
  id: string;
  /** As people say it: `#risk`, `a group message`. */
  name: string;
  /** Of few people, all of whom are meant. */
  isGroup: boolean;
}

export interface FoundChannels {
  channels: Channel[];
  failures: Failure[];
}

type WireChannel = z.infer<typeof channelSchema>;

/** The channels that a grant names, or all that the app is in, and why others can't be read. `scopes` are the app's, where they are known. */
export async function findChannels(
  ask: Ask,
  { channels: wanted }: SlackOptions,
  scopes: readonly string[] | undefined,
): Promise<FoundChannels> {
  const types = scopes === undefined || scopes.includes("groups:read") ? "public_channel,private_channel" : "public_channel";
  const listed = await listChannels(ask, types, wanted === undefined);
  if (!listed.ok) return { channels: [], failures: [listed.failure] };
  if (wanted === undefined) return { channels: listed.value.map(toChannel), failures: [] };
  const judged: Judged[] = [];
  const known = new Map(listed.value.map((channel) => [channel.id, channel]));
  for (const id of new Set(wanted)) judged.push(await judge(known.get(id), id, ask));
  return {
    channels: judged.flatMap((each) => ("channel" in each ? each.channel : [])),
    failures: judged.flatMap((each) => ("failure" in each ? each.failure : [])),
  };
}

async function listChannels(ask: Ask, types: string, isWithoutArchive: boolean): Promise<Answer<WireChannel[]>> {
  const found: WireChannel[] = [];
  const args = { types, limit: LARGEST_PAGE, exclude_archived: isWithoutArchive };
  for await (const page of pagesOf(ask, "the list of channels", (client, at) => client.users.conversations({ ...args, ...at }))) {
    if (!page.ok) return page;
    found.push(...expectList(channelSchema, page.value.channels));
  }
  return { ok: true, value: found };
}

type Judged = { channel: Channel } | { failure: Failure };

/** One that is not on the list is asked for: the app is not in it, or it is a group message. */
async function judge(known: WireChannel | undefined, id: string, ask: Ask): Promise<Judged> {
  if (known) return verdictOn(known);
  const answer = await ask(id, (client) => client.conversations.info({ channel: id }));
  if (!answer.ok) return { failure: answer.failure };
  const [found] = soundOf(channelSchema, [answer.value.channel]);
  return found ? verdictOn(found) : { failure: refusedPart(id, "channel_not_found") };
}

function verdictOn(found: WireChannel): Judged {
  const channel = toChannel(found);
  if (found.is_archived) return { failure: refusedPart(channel.name, "is_archived") };
  return found.is_member === false ? { failure: refusedPart(channel.name, "not_in_channel") } : { channel };
}

function toChannel({ id, name, is_mpim: isGroup = false }: WireChannel): Channel {
  return { id, name: isGroup ? "a group message" : `#${name ?? id}`, isGroup };
}
