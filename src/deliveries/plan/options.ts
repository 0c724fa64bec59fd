import { z } from "zod";
import { TOLD_STATUSES } from "../../core/ask.ts";
import { PLAN_FIELDS, type PlanField } from "../../core/briefing.ts";
import type { KnownNames } from "../../core/workspace.ts";
import { isClear, knownName, toName } from "../../lib/known-name.ts";
import { isNotionId, NOTION_ID_WANTED, notionIdOf } from "../../lib/notion-id.ts";
import { TABLE_FILES } from "../../lib/tables/read-table.ts";
import { listOf } from "../../lib/text.ts";
import { workspacePath } from "../workspace-path.ts";

const columnSchema = z.string().min(1).max(100);
const fieldsSchema = z
  .partialRecord(z.enum(PLAN_FIELDS), columnSchema)
  .refine((fields) => Object.keys(fields).length > 0, { error: `to name the column of one of ${listOf(PLAN_FIELDS)}` })
  .describe("The columns that may be written, by what is told: status, eta, blocker. No other is ever touched.");
const valuesSchema = z
  .partialRecord(z.enum(TOLD_STATUSES), z.string().min(1).max(100))
  .describe("The plan's own words, where Chief does not know them: at_risk: Amber.");

const fileSchema = z.strictObject({
  path: workspacePath
    .refine((path) => TABLE_FILES.test(path), { error: "to end in .md, .csv, .tsv or .yaml" })
    .describe("The file in the workspace that `files` reads as a plan."),
  fields: fieldsSchema,
  values: valuesSchema.exactOptional(),
});

type Names = Pick<KnownNames, "connections"> | undefined;

function connectionSchema(kind: "notion" | "github", title: string, names: Names) {
  const known = namesOf(kind, names);
  return knownName(`a connection to ${title} in config/chief.yaml`, known, `Make one with \`chief connect ${kind}\`.`)
    .exactOptional()
    .describe(`The connection to ${title} that may change the plan; one of its own, apart from the one that reads. Default: the only one.`);
}

function namesOf(kind: "notion" | "github", names: Names): string[] | undefined {
  return names?.connections.filter((connection) => connection.kind === kind).map(({ name }) => name);
}

function notionSchema(names: Names) {
  const known = namesOf("notion", names);
  return z
    .strictObject({
      dataSource: z
        .string()
        .refine(isNotionId, { error: NOTION_ID_WANTED })
        .describe("Id or address of the data source (a database's table) that is the plan."),
      connection: connectionSchema("notion", "Notion", names),
      fields: fieldsSchema,
      values: valuesSchema.exactOptional(),
    })
    .refine(({ connection }) => isClear(connection, known), { path: ["connection"], error: toName("its connection", known) });
}

function githubSchema(names: Names) {
  const known = namesOf("github", names);
  return z
    .strictObject({
      repository: z
        .string()
        .regex(/^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/, { error: "to be a repository such as acme/shop" })
        .describe("Whose issues are the plan: what was told becomes a comment, and nothing of the issue is changed."),
      connection: connectionSchema("github", "GitHub", names),
    })
    .refine(({ connection }) => isClear(connection, known), { path: ["connection"], error: toName("its connection", known) });
}

export type NotionPlace = z.infer<ReturnType<typeof notionSchema>>;
export type FilePlace = z.infer<typeof fileSchema>;
export type GitHubPlace = z.infer<ReturnType<typeof githubSchema>>;

/** Where a plan is kept: one of these. */
export interface PlanOptions {
  notion?: NotionPlace;
  file?: FilePlace;
  github?: GitHubPlace;
}

/** What a definition may say under `plan:` of its writes; connections are checked where their names are known. */
export function optionsSchema(names: Names): z.ZodType<PlanOptions> {
  return z
    .strictObject({
      notion: notionSchema(names).exactOptional(),
      file: fileSchema.exactOptional(),
      github: githubSchema(names).exactOptional(),
    })
    .refine((places) => Object.keys(places).length === 1, { error: "to name one place: notion, file or github" })
    .describe("Named fields of the tasks of a plan, as the people whose tasks they are have told them.");
}

const FIELD_WORDS: Readonly<Record<PlanField, string>> = { status: "status", eta: "ETA", blocker: "blocker" };

/** What a field of a plan is called where people read of it. */
export function fieldWord(field: PlanField): string {
  return FIELD_WORDS[field];
}

/** Where the plan is, as people say it. */
export function placeOf({ notion, file, github }: PlanOptions): string {
  if (notion) return `the data source ${notionIdOf(notion.dataSource)} in Notion`;
  return file ? `the file ${file.path}` : `the issues of ${github?.repository ?? "no repository"} at GitHub`;
}

/** What it may change, as a part of a sentence. */
export function describePlan(options: PlanOptions): string {
  const { notion, file, github } = options;
  const connection = (notion ?? github)?.connection;
  const way = connection === undefined ? "" : ` through ${connection}`;
  if (github) return `to the issues of ${github.repository} at GitHub: a comment on the one that is the task, no field of it${way}`;
  const columns = Object.values((notion ?? file)?.fields ?? {});
  return `to ${placeOf(options)}: of tasks ${listOf(columns)}, nothing else${way}`;
}
