import type { Clock } from "../../../src/core/ports/ambient.ts";

/** A message of a person's, as Slack tells of it. */
export interface Telling {
  type: "event_callback";
  event_id: string;
  event_time: number;
  event: { type: "message"; channel_type: "im"; user: string; channel: string; ts: string; text: string; thread_ts?: string };
}

/** What people do in Slack, as an app is told of it. */
export interface Tellings {
  /** Something that a person writes. */
  said(user: string, text: string, thread?: string): Telling;
  /** The same taken away by whoever said it. */
  deleted(said: Telling): unknown;
  /** A button that they press, below a message. */
  pressed(user: string, message: { ts: string }, action: string, value: string): unknown;
}

/** Where somebody is written to alone. */
export function roomOf(user: string): string {
  return `D${user}`;
}

/** `nextTs` names the next message of this Slack. */
export function createTellings(clock: Clock, nextTs: () => string): Tellings {
  const envelope = <Event extends { ts: string }>(event: Event) => ({
    ...{ type: "event_callback" as const, event_id: `Ev${event.ts}`, event_time: Math.floor(clock.now() / 1_000), event },
  });
  return {
    said(user, text, thread) {
      const message = { type: "message", channel_type: "im", user, channel: roomOf(user), ts: nextTs(), text } as const;
      return envelope({ ...message, ...(thread !== undefined && { thread_ts: thread }) });
    },
    deleted({ event: { channel, ts: gone, ...message } }) {
      const { channel_type } = message;
      const event = { type: "message", subtype: "message_deleted", hidden: true, channel, channel_type, ts: nextTs(), deleted_ts: gone };
      return envelope({ ...event, previous_message: { ...message, ts: gone } });
    },
    pressed: (user, { ts }, action, value) => ({
      ...{ type: "block_actions", trigger_id: `press-${nextTs()}`, user: { id: user } },
      container: { channel_id: roomOf(user), message_ts: ts },
      actions: [{ type: "button", block_id: "b", action_id: action, value }],
    }),
  };
}
