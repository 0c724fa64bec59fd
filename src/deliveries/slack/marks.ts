import type { MessageMetadata } from "@slack/types";

/** What Chief's messages are marked as. */
export const EVENT_TYPE = "chief_briefing";
/** The name of the part that stands in the channel itself. */
export const PARENT = "parent";

/**
 * What a message is found by later. Every app in the workspace can read it. `since` is the run of the earlier briefing of the day, where
 * the part tells only what is new since then.
 */
export function markOf(key: string, part: string, since?: string): MessageMetadata {
  return { event_type: EVENT_TYPE, event_payload: { key, part, ...(since !== undefined && { since }) } };
}
