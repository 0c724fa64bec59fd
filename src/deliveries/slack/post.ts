import type { SlackMessage } from "../../render/slack/message.ts";
import { failureOf, wordOf } from "./failure.ts";
import type { Found } from "./look.ts";
import { markOf, PARENT } from "./marks.ts";
import { repliesOf, type Plan, type Reply } from "./plan.ts";
import type { Room } from "./room.ts";

/** The earlier message can't be changed any more: it is gone, an app of before has written it, or the workspace sets a limit. */
const UNCHANGEABLE: ReadonlySet<string> = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);

/** Sends what is not there yet, one part after the other; resolves with the place of the message in the channel. */
export async function post(room: Room, plan: Plan, found: Found | undefined): Promise<string> {
  const ts = found?.ts ?? (await putParent(room, plan));
  for (const reply of repliesOf(plan, ts)) {
    if (!found?.parts.has(reply.name)) await putReply(room, plan, plan.thread ?? ts, reply);
  }
  return ts;
}

/** The earlier message of the day brought up to date, or a new one. */
async function putParent(room: Room, plan: Plan): Promise<string> {
  return (
    (await update(room, plan)) ??
    putMessage(room, plan.parent, { key: plan.key, part: PARENT, ...(plan.thread !== undefined && { thread_ts: plan.thread }) })
  );
}

async function update(room: Room, { key, parent, earlier }: Plan): Promise<string | undefined> {
  if (!earlier) return undefined;
  const { client, channel } = room;
  const message = { ...bodyOf(parent), metadata: markOf(key, PARENT) };
  return write(room, async () => {
    try {
      await client.chat.update({ channel, ts: earlier.ts, ...message });
      return earlier.ts;
    } catch (error) {
      if (UNCHANGEABLE.has(wordOf(error) ?? "")) return undefined;
      throw error;
    }
  });
}

async function putReply(room: Room, { key, earlier }: Plan, ts: string, reply: Reply): Promise<void> {
  const since = earlier?.ts === ts ? earlier.run : undefined;
  if ("message" in reply) await putMessage(room, reply.message, { key, part: reply.name, since, thread_ts: ts });
  else await putFile(room, ts, reply);
}

interface Where {
  key: string;
  part: string;
  since?: string | undefined;
  thread_ts?: string;
}

async function putMessage(room: Room, message: SlackMessage, { key, part, since, ...thread }: Where): Promise<string> {
  const { client, channel } = room;
  return write(room, async () => {
    const { ts } = await client.chat.postMessage({
      ...{ channel, ...bodyOf(message), ...thread, metadata: markOf(key, part, since) },
      // What a link leads to is not loaded by Slack: it would tell the other side that somebody reads, and take up room.
      ...{ unfurl_links: false, unfurl_media: false },
    });
    if (ts === undefined) throw new TypeError("expected Slack to say where the message is, got nothing");
    return ts;
  });
}

async function putFile(room: Room, thread_ts: string, { name, file }: Extract<Reply, { file: unknown }>): Promise<void> {
  const { client, channel } = room;
  await write(room, () =>
    client.files.uploadV2({ channel_id: channel, thread_ts, filename: name, title: file.title, content: file.content }),
  );
}

function bodyOf({ text, blocks }: SlackMessage) {
  return { text, blocks: [...blocks] };
}

async function write<T>(room: Room, work: () => Promise<T>): Promise<T> {
  await room.pace();
  room.signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    throw failureOf(error, { place: room.place, writes: true });
  }
}
