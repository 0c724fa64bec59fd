import { isAbsolute, normalize, sep } from "node:path";
import { z } from "zod";
import { ROW_FORMS, type RowForm } from "../../core/row.ts";
import { fieldsOfForm } from "../../lib/rows/draft.ts";
import { findNearest } from "../../lib/text.ts";
import { FORM_NAMES, forms, type FormName } from "./forms.ts";

/** What a definition may say under `files:`. */
export const filesSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1).refine(isWithin, { error: "to be a path within the workspace, since only repositories may lie elsewhere" }))
      .min(1)
      .max(50)
      .exactOptional()
      .describe(
        "Files, or folders whose files are read, relative to the workspace and within it; the workspace, or the folder called as what is read is.",
      ),
    as: z
      .enum(FORM_NAMES)
      .default("notes")
      .describe(`What they hold: ${FORM_NAMES.map((name) => `${name} (${forms[name].what})`).join(", ")}.`),
    columns: z
      .record(z.string().min(1), z.string().min(1))
      .exactOptional()
      .describe("Columns of tables that are called otherwise than Chief knows them, by field: { owner: Driver }."),
    maxFiles: z.int().min(1).max(5000).default(5000).describe("At most this many files are read."),
  })
  .check((context) => {
    for (const [field, problem] of unknownFields(context.value)) {
      context.issues.push({ code: "custom", input: field, path: ["columns", field], message: problem });
    }
  })
  .describe("Tasks and notes in Markdown files, and rows of tables.");

function unknownFields({ as, columns = {} }: { as: FormName; columns?: Readonly<Record<string, string>> }): [string, string][] {
  const fields = isRowForm(as) ? fieldsOfForm(as) : [];
  const unknown = Object.keys(columns).filter((field) => !fields.includes(field));
  return unknown.map((field) => {
    const near = findNearest(field, fields);
    const known =
      fields.length === 0
        ? "to stand with as: tasks, plan, rollouts, incidents or feedback"
        : `to name a field of ${as} (${fields.join(", ")})`;
    return [field, `${known}, got ${field}${near === undefined ? "" : `; did you mean ${near}?`}`];
  });
}

function isRowForm(as: FormName): as is Extract<FormName, RowForm> {
  return ROW_FORMS.some((form) => form === as);
}

function isWithin(path: string): boolean {
  const steps = normalize(path).split(sep);
  return !isAbsolute(path) && !["..", "~"].includes(steps[0] ?? "");
}

export type FilesOptions = z.infer<typeof filesSchema>;

/** Where files are looked for: as named, else where the form's files lie as a rule. */
export function pathsOf({ paths, as }: FilesOptions): readonly string[] {
  return paths ?? [forms[as].folder ?? "."];
}

/** A run that was begun by an earlier version has its options as they were then. */
export function asNow(options: FilesOptions): FilesOptions {
  return filesSchema.parse(options);
}
