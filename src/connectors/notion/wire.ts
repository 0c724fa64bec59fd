import { z } from "zod";

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const text = z.string().catch("");

/** What people wrote, mentions included: https://developers.notion.com/reference/rich-text */
const richTextSchema = z.array(
  z.looseObject({
    plain_text: text,
    mention: z
      .looseObject({ type: text, user: z.looseObject({ id: z.string() }).optional() })
      .optional()
      .catch(undefined),
  }),
);
export type RichText = z.infer<typeof richTextSchema>;

/** A person, a program, or only their id: https://developers.notion.com/reference/user */
export const userSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  type: z.string().optional(),
  person: z.looseObject({ email: z.string().optional() }).optional().catch(undefined),
});
export type WireUser = z.infer<typeof userSchema>;

/** A value beside its type; it is read by that: https://developers.notion.com/reference/property-value-object */
export const valueSchema = z.looseObject({ type: z.string() });
export type WireValue = z.infer<typeof valueSchema>;

/** https://developers.notion.com/reference/page */
export const pageSchema = z.looseObject({
  id: z.string(),
  created_time: instant,
  last_edited_time: instant,
  in_trash: z.boolean().catch(false),
  url: text,
  parent: z.looseObject({ type: text, data_source_id: z.string().optional() }).catch({ type: "" }),
  created_by: userSchema.optional().catch(undefined),
  last_edited_by: userSchema.optional().catch(undefined),
  properties: z.record(z.string(), valueSchema),
});
export type WirePage = z.infer<typeof pageSchema>;

/** A column: https://developers.notion.com/reference/property-object */
const columnSchema = z.looseObject({
  type: z.string(),
  status: z
    .looseObject({
      options: z.array(z.looseObject({ id: z.string(), name: z.string() })).catch([]),
      groups: z.array(z.looseObject({ name: text, option_ids: z.array(z.string()).catch([]) })).catch([]),
    })
    .optional()
    .catch(undefined),
});
export type WireColumn = z.infer<typeof columnSchema>;

/** https://developers.notion.com/reference/data-source */
export const dataSourceSchema = z.looseObject({
  object: z.literal("data_source"),
  id: z.string(),
  title: richTextSchema.catch([]),
  url: text,
  last_edited_time: instant,
  created_time: instant,
  properties: z.record(z.string(), columnSchema),
});
export type WireDataSource = z.infer<typeof dataSourceSchema>;

/** https://developers.notion.com/reference/database */
export const databaseSchema = z.looseObject({
  object: z.literal("database"),
  title: richTextSchema.catch([]),
  data_sources: z.array(z.looseObject({ id: z.string(), name: text })),
});

/** A list that Notion handed over, entry by entry, so that one that is amiss costs no other. */
function listOf<Entry>(schema: z.ZodType<Entry>) {
  return z.looseObject({
    object: z.literal("list"),
    next_cursor: z.string().nullish(),
    request_status: z.looseObject({ type: text }).optional(),
    results: z.array(z.unknown()).transform((list) => {
      const entries = list.flatMap((each) => schema.safeParse(each).data ?? []);
      return { entries, broken: list.length - entries.length };
    }),
  });
}

export const pageListSchema = listOf(pageSchema);
export const dataSourceListSchema = listOf(dataSourceSchema);
export const userListSchema = listOf(userSchema);

/** https://developers.notion.com/reference/comment-object */
const commentSchema = z.looseObject({
  id: z.string(),
  discussion_id: z.string(),
  created_time: instant,
  last_edited_time: instant,
  created_by: userSchema,
  rich_text: richTextSchema,
  display_name: z.looseObject({ resolved_name: z.string().nullish() }).optional().catch(undefined),
});
export type WireComment = z.infer<typeof commentSchema>;
export const commentListSchema = listOf(commentSchema);

/** https://developers.notion.com/reference/retrieve-page-markdown */
export const markdownSchema = z.looseObject({
  object: z.literal("page_markdown"),
  markdown: z.string(),
  truncated: z.boolean().catch(false),
});

/** https://developers.notion.com/reference/get-self */
export const selfSchema = z.looseObject({
  object: z.literal("user"),
  id: z.string(),
  bot: z.looseObject({ owner: z.looseObject({ user: userSchema.optional() }).optional() }).optional(),
});

/** What people wrote, without its form. */
export function plainOf(written: RichText): string {
  return written.map((each) => each.plain_text).join("");
}

/** What is sound of a value, or undefined: for what is nested in a property. */
export const dateSchema = z.looseObject({ start: z.string(), end: z.string().nullish(), time_zone: z.string().nullish() });
export const namedSchema = z.looseObject({ name: z.string() });
export const idSchema = z.looseObject({ id: z.string() });
export { richTextSchema };
