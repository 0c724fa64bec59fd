import { z } from "zod";

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const named = z.looseObject({ id: z.string().catch(""), name: z.string() });

/** https://developers.notion.com/reference/page */
export const pageSchema = z.looseObject({
  object: z.literal("page"),
  id: z.string(),
  in_trash: z.boolean().catch(false),
  last_edited_time: instant,
  last_edited_by: z.looseObject({ id: z.string() }).optional().catch(undefined),
  parent: z.looseObject({ data_source_id: z.string().optional() }).catch({}),
  properties: z.record(z.string(), z.looseObject({ type: z.string() })),
});
export type Page = z.infer<typeof pageSchema>;
export type Value = Page["properties"][string];

/** The columns of a data source: https://developers.notion.com/reference/property-object */
export const sourceSchema = z.looseObject({
  properties: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      select: z
        .looseObject({ options: z.array(named).catch([]) })
        .optional()
        .catch(undefined),
      status: z
        .looseObject({
          options: z.array(named).catch([]),
          groups: z.array(z.looseObject({ option_ids: z.array(z.string()).catch([]) })).catch([]),
        })
        .optional()
        .catch(undefined),
    }),
  ),
});
export type Columns = z.infer<typeof sourceSchema>["properties"];

/** https://developers.notion.com/reference/property-value-object */
export const valueSchemas = {
  option: z.looseObject({ name: z.string() }),
  date: z.looseObject({ start: z.string(), end: z.string().nullish(), time_zone: z.string().nullish() }),
  text: z.array(z.looseObject({ plain_text: z.string().catch("") })),
  people: z.array(z.looseObject({ id: z.string(), name: z.string().nullish() })),
};

export const userSchema = z.looseObject({ id: z.string(), name: z.string().nullish() });
export const userListSchema = z.looseObject({ results: z.array(userSchema), next_cursor: z.string().nullish() });
