import { z } from "zod";

const object = z.looseObject({});
const id = z.string().min(1);

/**
 * What may come over Slack's socket (https://docs.slack.dev/apis/events-api/using-socket-mode), as far as it is used. Slack's library
 * takes envelopes apart unchecked, and hands the type of an event on as the name of one of its own.
 */
const envelopeSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("hello") }),
  z.looseObject({ type: z.literal("disconnect") }),
  z.looseObject({
    type: z.literal("events_api"),
    envelope_id: id,
    payload: z.looseObject({
      event: z.looseObject({ type: z.string().regex(/^(?!error$|close$|ws_message$|slack_event$|.*connect)[a-z_.]{1,80}$/) }),
    }),
  }),
  z.looseObject({ type: z.literal("interactive"), envelope_id: id, payload: object }),
]);

/** Whether a text from the socket is an envelope that can be handed on. */
export function isEnvelope(text: string): boolean {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
