import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { PermanentError } from "../../core/errors.ts";
import { failureOf, refusal } from "./failure.ts";

/** Where one message goes, and the means to get it there. */
export interface Room {
  client: WebClient;
  /** Id of the channel or the direct message. */
  channel: string;
  /** As people say it. */
  place: string;
  /** Whether what is answered there reaches Chief. */
  isHeard: boolean;
  signal: AbortSignal;
  /** Resolves when the next message may go there. */
  pace(): Promise<void>;
}

/** https://docs.slack.dev/reference/objects/conversation-object */
const infoSchema = z.looseObject({
  channel: z.looseObject({
    is_archived: z.boolean().optional(),
    is_member: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  }),
});

/**
 * Resolves where a channel still is what its grant was given for. Throws PermanentError `slack-refused` where it is in the archive or
 * the app is not in it, `slack-shared` where another company has come to share it and the grant does not say that it may.
 */
export async function checkAudience({ client, channel, place }: Room, mayBeShared: boolean): Promise<void> {
  const info = await client.conversations.info({ channel }).catch((error: unknown) => {
    throw failureOf(error, { place, writes: false });
  });
  const { is_archived, is_member, is_ext_shared, is_pending_ext_shared } = infoSchema.parse(info).channel;
  if (is_archived) throw refusal(place, "is_archived");
  // Where the app is no member, nobody can look later whether a message arrived.
  if (is_member === false) throw refusal(place, "not_in_channel");
  if ((is_ext_shared || is_pending_ext_shared) && !mayBeShared) throw sharedWithOthers(place);
}

function sharedWithOthers(place: string): PermanentError {
  return new PermanentError(
    "slack-shared",
    `expected ${place} to be a channel of this workspace alone, got one that another company shares`,
    {
      hint: "Name another channel in the automation, or add `shared: true` there if people outside may read it.",
    },
  );
}
