import { z } from "zod";

/** A list that Google handed over, entry by entry, so that one that is amiss costs no other. */
export interface Sound<Entry> {
  entries: Entry[];
  /** How many have no id or time of their own, and can't be told of. */
  broken: number;
}

function soundly<Entry>(schema: z.ZodType<Entry>) {
  return z.array(z.unknown()).transform((list): Sound<Entry> => {
    const entries = list.flatMap((each) => schema.safeParse(each).data ?? []);
    return { entries, broken: list.length - entries.length };
  });
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const text = z.string().catch("");
const user = z.looseObject({ displayName: z.string().optional(), emailAddress: z.string().optional(), me: z.boolean().optional() });
export type WireUser = z.infer<typeof user>;

export const aboutSchema = z.looseObject({ user: z.looseObject({ emailAddress: z.string() }) });

/** https://developers.google.com/workspace/drive/api/reference/rest/v3/files */
const fileSchema = z.looseObject({
  id: z.string(),
  name: text,
  mimeType: text,
  webViewLink: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
  modifiedTime: instant,
  sharedWithMeTime: instant.optional(),
  sharingUser: user.optional(),
  lastModifyingUser: user.optional(),
  owners: z.array(user).catch([]),
});
export type WireFile = z.infer<typeof fileSchema>;
export const FILE_FIELDS =
  "id,name,mimeType,webViewLink,modifiedTime,sharedWithMeTime,sharingUser(displayName,emailAddress,me),lastModifyingUser(displayName,emailAddress,me),owners(displayName,emailAddress,me)";

const words = {
  content: text,
  author: user.optional(),
  createdTime: instant,
  deleted: z.boolean().catch(false),
  mentionedEmailAddresses: z.array(z.string()).catch([]),
  assigneeEmailAddress: z.string().optional(),
};
const remarkSchema = z.looseObject(words);
/** A comment, or an answer to one. */
export type WireRemark = z.infer<typeof remarkSchema>;

/** https://developers.google.com/workspace/drive/api/reference/rest/v3/comments */
const commentSchema = remarkSchema.extend({
  id: z.string(),
  modifiedTime: instant,
  resolved: z.boolean().catch(false),
  quotedFileContent: z.looseObject({ value: text }).optional().catch(undefined),
  replies: soundly(remarkSchema).prefault([]),
});
export type WireComment = z.infer<typeof commentSchema>;
const REMARK_FIELDS = "content,author(displayName,me),createdTime,deleted,mentionedEmailAddresses,assigneeEmailAddress";
export const COMMENT_FIELDS = `id,modifiedTime,resolved,quotedFileContent(value),${REMARK_FIELDS},replies(${REMARK_FIELDS})`;

export const filePageSchema = z.looseObject({ files: soundly(fileSchema), nextPageToken: z.string().optional() });
export const commentPageSchema = z.looseObject({ comments: soundly(commentSchema), nextPageToken: z.string().optional() });
