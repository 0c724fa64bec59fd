import type { MessageMetadata } from "@slack/types";

/** What Chief's messages are marked as. */
export const EVENT_TYPE = "chief_briefing";
/** The name of the part that stands in the channel itself. */
export const PARENT = "parent";

/** What a message is found by later. Every app in the workspace can read it. */
export function markOf(key: string, part: string): MessageMetadata {
  return { event_type: EVENT_TYPE, event_payload: { key, part } };
}
