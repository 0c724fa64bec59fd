import { z } from "zod";
import { EVENT_TYPE } from "./marks.ts";

/** https://docs.slack.dev/messaging/message-metadata */
const messageSchema = z.looseObject({
  ts: z.string(),
  metadata: z
    .looseObject({
      event_type: z.string(),
      event_payload: z.looseObject({ key: z.string(), part: z.string(), since: z.string().optional().catch(undefined) }),
    })
    .optional()
    .catch(undefined),
  files: z
    .array(z.looseObject({ name: z.string().nullish() }))
    .optional()
    .catch(undefined),
});
const pageSchema = z.looseObject({ messages: z.array(messageSchema) });

/** A message as Slack keeps it, only what is used. */
export type StoredMessage = z.infer<typeof messageSchema>;
export type StoredMark = NonNullable<StoredMessage["metadata"]>["event_payload"];

/** The messages of a page that was asked for with all metadata. Throws where it is no such page. */
export function parsePage(page: unknown): StoredMessage[] {
  return pageSchema.parse(page).messages;
}

/** How we marked a message of the briefing with this key; undefined for any other. */
export function findMark({ metadata }: StoredMessage, key: string): StoredMark | undefined {
  return metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === key ? metadata.event_payload : undefined;
}
