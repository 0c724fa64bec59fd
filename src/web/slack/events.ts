import { eventIdOf, type Event } from "../../core/event.ts";
import type { FieldValue } from "../../core/item.ts";
import { findPerson, type People } from "../../core/person.ts";
import { shorten } from "../../lib/text.ts";
import { slackTopic, type SlackEventName } from "../../triggers/slack.ts";
import type { SlackEvent } from "./payloads.ts";

const LONGEST_TEXT = 1_000;
const LONGEST_TITLE = 120;

const NAMES: Readonly<Record<string, SlackEventName>> = { app_mention: "mention", message: "message", reaction_added: "reaction" };
/** Messages of these kinds are written by people; all others tell of joins, edits and deletions. */
const WRITTEN: ReadonlySet<string | undefined> = new Set([undefined, "thread_broadcast", "file_share", "me_message"]);

/**
 * The events that something in Slack sets off, one for each topic: its channel's, and that of all channels. None for what programs
 * write, Chief among them, and for what automations can't wait for.
 */
export function toEvents(told: SlackEvent, people: People): Event[] {
  const { event, event_id: id, event_time: seconds } = told;
  const name = NAMES[event.type];
  const channel = event.channel ?? event.item?.channel;
  const isByPerson = event.user !== undefined && event.bot_id === undefined && WRITTEN.has(event.subtype);
  if (name === undefined || channel === undefined || !isByPerson) return [];
  const fields = fieldsOf(event, channel, people);
  // What is said to Chief alone is heard only where its channel is named.
  const wheres = event.channel_type === "im" ? [channel] : [channel, undefined];
  return wheres.map((where) => {
    const topic = slackTopic(name, where);
    const at = new Date(seconds * 1_000).toISOString();
    return { source: topic, id: eventIdOf(id), topic, at, title: titleOf(name, fields), fields };
  });
}

function fieldsOf(event: SlackEvent["event"], channel: string, people: People): Record<string, FieldValue> {
  const person = findPerson(people, { account: `slack:${event.user}` });
  return {
    user: event.user ?? null,
    person: person?.key ?? null,
    channel,
    ts: event.ts ?? event.item?.ts ?? null,
    thread: event.thread_ts ?? null,
    direct: event.channel_type === "im",
    text: event.text === undefined ? null : shorten(event.text, LONGEST_TEXT),
    reaction: event.reaction ?? null,
  };
}

function titleOf(name: SlackEventName, { user, person, text, reaction }: Record<string, FieldValue>): string {
  const who = String(person ?? user);
  return shorten(name === "reaction" ? `${who} reacted with ${String(reaction)}` : `${who}: ${String(text)}`, LONGEST_TITLE);
}
