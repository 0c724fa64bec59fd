import { z } from "zod";

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile */
export const profileSchema = z.looseObject({ historyId: z.string(), emailAddress: z.string() });

/** Where a letter is found: its own id, and that of what Gmail shows as one conversation. */
const placeSchema = z.looseObject({ id: z.string().regex(/^[\w-]{1,64}$/), threadId: z.string().regex(/^[\w-]{1,64}$/) });
export type Place = Pick<z.infer<typeof placeSchema>, "id" | "threadId">;

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/list */
export const listingSchema = z.looseObject({
  messages: z.array(placeSchema).default([]),
  nextPageToken: z.string().optional(),
  // An answer without letters has this alone; without it any object would pass for one.
  resultSizeEstimate: z.number(),
});

const labelIds = z.array(z.string()).optional();
const told = z.looseObject({ message: placeSchema.extend({ labelIds }) });
const labelled = told.extend({ labelIds: z.array(z.string()).default([]) });

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.history/list */
export const historySchema = z.looseObject({
  history: z
    .array(
      z.looseObject({
        messagesAdded: z.array(told).default([]),
        messagesDeleted: z.array(told).default([]),
        labelsAdded: z.array(labelled).default([]),
        labelsRemoved: z.array(labelled).default([]),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
  historyId: z.string(),
});
export type HistoryRecord = z.infer<typeof historySchema>["history"][number];

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels/list */
export const labelsSchema = z.looseObject({ labels: z.array(z.looseObject({ id: z.string(), name: z.string() })) });

/** A part of a letter: words, files, or parts of its own; what is no such thing is passed over. */
export interface Part {
  mimeType: string;
  filename: string;
  headers: { name: string; value: string }[];
  /** Base64 of the decoded content, for URLs; absent where it is kept apart, as that of attached files is. */
  data: string | undefined;
  parts: unknown[];
}

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages#MessagePart */
export const partSchema: z.ZodType<Part> = z
  .looseObject({
    mimeType: z.string().catch(""),
    filename: z.string().catch(""),
    headers: z.array(z.looseObject({ name: z.string(), value: z.string() })).catch([]),
    body: z.looseObject({ data: z.string().optional() }).catch({}),
    parts: z.array(z.unknown()).catch([]),
  })
  .transform(({ body, ...part }) => ({ ...part, data: body.data }));

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages#Message */
export const messageSchema = placeSchema.extend({
  labelIds: z.array(z.string()).default([]),
  /** When Google accepted it, in milliseconds since 1970. */
  internalDate: z.string().regex(/^\d{1,15}$/),
  payload: partSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads/get; each message is judged by itself. */
export const threadSchema = z.looseObject({ messages: z.array(z.unknown()) });
