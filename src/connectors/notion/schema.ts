import { z } from "zod";
import { ROW_FORMS, type RowForm } from "../../core/row.ts";
import { knownName } from "../../lib/known-name.ts";
import { isNotionId, NOTION_ID_WANTED, notionIdOf } from "../../lib/notion-id.ts";
import { fieldsOfForm } from "../../lib/rows/draft.ts";

export type Scalar = string | number | boolean;
/** What a column has to be: one of some values, or something about it. */
export type Condition =
  | Scalar
  | Scalar[]
  | {
      is?: Scalar | Scalar[];
      not?: Scalar | Scalar[];
      contains?: string;
      before?: string | number;
      after?: string | number;
      empty?: boolean;
    };

export interface NotionOptions {
  /** Ids or addresses of data sources; without any, pages that were edited lately. */
  dataSource?: string | string[];
  /** What the rows are; found out where it is absent. */
  as?: "pages" | RowForm;
  /** The plain date that the tasks of a plan lead to. */
  launch?: string;
  /** By column; or a filter of Notion's own. */
  filter?: Readonly<Record<string, unknown>>;
  sort?: Readonly<Record<string, "ascending" | "descending">>;
  /** Columns by the field that they are read as. */
  columns?: Readonly<Record<string, string>>;
  connection?: string;
  /** Of each data source. */
  max: number;
}

const scalar = z.union([z.string().min(1), z.number(), z.boolean()]);
const some = z.union([scalar, z.array(scalar).min(1).max(50)]);
/** As people write it for one column. */
export const conditionSchema: z.ZodType<Condition> = z.union([
  some,
  z.strictObject({
    is: some.exactOptional(),
    not: some.exactOptional(),
    contains: z.string().min(1).exactOptional(),
    before: z.union([z.string(), z.number()]).exactOptional(),
    after: z.union([z.string(), z.number()]).exactOptional(),
    empty: z.boolean().exactOptional(),
  }),
]);

const place = z.string().refine(isNotionId, { error: NOTION_ID_WANTED });
const filter = z
  .record(z.string().min(1), z.unknown())
  .refine((written) => isRawFilter(written) || Object.values(written).every((each) => conditionSchema.safeParse(each).success), {
    error:
      "to be columns with what they have to be, such as Status: Doing, or Due: { before: 2026-12-01 }: is, not, contains, before, after, empty",
  });

/** What a definition may say under `notion:`; connections are checked where their names are known. */
export function notionSchema(connections: readonly string[] | undefined): z.ZodType<NotionOptions> {
  return z
    .strictObject({
      dataSource: z
        .union([place, z.array(place).min(1).max(20)])
        .exactOptional()
        .describe("Id or address of a data source (a database's table), or a list of them. Default: pages that were edited lately."),
      as: z
        .enum(["pages", ...ROW_FORMS])
        .exactOptional()
        .describe("What its rows are. Default: tasks where it has columns for how they stand, for people and for dates; else pages."),
      launch: z.iso
        .date()
        .exactOptional()
        .describe("With as: plan, the date that its tasks lead to. Default: that of a row whose type is launch."),
      filter: filter
        .exactOptional()
        .describe(
          "Which rows: columns with what they have to be (Status: Doing; Owner: me; Due: { before: 2026-12-01 }), or a filter of Notion's API.",
        ),
      sort: z
        .record(z.string().min(1), z.enum(["ascending", "descending"]))
        .exactOptional()
        .describe("Columns to sort by. Default: the last edited first."),
      columns: z
        .record(z.string().min(1), z.string().min(1))
        .exactOptional()
        .describe("Which column is read as what, where its name does not tell: owner: DRI."),
      connection: knownName("a connection to Notion in config/chief.yaml", connections, "Make one with `chief connect notion`.")
        .exactOptional()
        .describe("The connection to Notion that is meant. Default: the only one."),
      max: z.int().min(1).max(5000).default(500).describe("At most this many rows of each data source, or pages."),
    })
    .refine((written) => written.dataSource !== undefined || NEEDS_SOURCE.every((key) => written[key] === undefined), {
      path: ["dataSource"],
      error: "to be there, since as, filter, sort and columns are about its rows",
    })
    .refine(({ as, launch }) => launch === undefined || as === "plan", { path: ["launch"], error: "to stand with as: plan" })
    .superRefine(({ as, columns = {} }, context) => {
      if (as === "pages") return;
      const fields = as === undefined ? ROW_FORMS.flatMap(fieldsOfForm) : fieldsOfForm(as);
      for (const key of Object.keys(columns).filter((each) => !fields.includes(each))) {
        context.addIssue({ code: "custom", path: ["columns", key], message: `to be one of ${[...new Set(fields)].join(", ")}` });
      }
    })
    .prefault({})
    .describe("Rows of data sources in Notion, or the pages there that were edited lately.");
}

const NEEDS_SOURCE = ["as", "filter", "sort", "columns"] as const;

/** Whether a filter is one of Notion's own (https://developers.notion.com/reference/filter-data-source-entries), handed on as it is. */
export function isRawFilter(written: Readonly<Record<string, unknown>>): boolean {
  const isGroup = Object.keys(written).length === 1 && ["and", "or"].some((key) => Array.isArray(written[key]));
  const { property, timestamp } = written;
  return isGroup || ((typeof property === "string" || typeof timestamp === "string") && Object.values(written).some(isObject));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The ids of a grant's data sources, as Notion writes them. */
export function idsIn({ dataSource = [] }: Pick<NotionOptions, "dataSource">): string[] {
  return [...new Set([dataSource].flat().map(notionIdOf))];
}
