import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Automation } from "../core/automation.ts";
import { columnKey } from "../lib/rows/reader.ts";
import { tableIn } from "../lib/tables/csv.ts";
import { findNearest, listOf } from "../lib/text.ts";
import { isRecord } from "./plain-options.ts";

/** A write to a plan that has nowhere to write to. */
export interface Planless {
  /** The definition's file. */
  path: string;
  message: string;
  hint: string;
}

type Writing = Pick<Automation, "id" | "path" | "writes">;
/** The writes to files that are not there, or have none of the columns that are to be written. Of YAML and of lists no columns are known. */
export async function findPlanless(automations: readonly Writing[], root: string): Promise<Planless[]> {
  const places = automations.flatMap(({ writes, ...automation }) =>
    writes.flatMap(({ delivery, options: { file } }) => (delivery === "plan" && isRecord(file) ? [{ automation, file }] : [])),
  );
  const found = await Promise.all(
    places.map(async ({ automation, file }) => {
      const fault = faultOf(file, await readFile(join(root, String(file["path"])), "utf8").catch(() => undefined));
      return fault === undefined ? [] : [{ path: automation.path, ...fault }];
    }),
  );
  return found.flat();
}

function faultOf({ path, fields }: Record<string, unknown>, text: string | undefined): Omit<Planless, "path"> | undefined {
  const file = String(path);
  if (text === undefined) {
    const message = `expected the file ${file} to be there, into which what people say is written, got none`;
    return { message, hint: "Name the plan by its path in the workspace." };
  }
  const columns = columnsIn(file, text);
  const known = new Set(columns?.map(columnKey));
  const wanted = isRecord(fields) ? Object.values(fields).map(String) : [];
  const missing = columns === undefined ? [] : wanted.filter((column) => !known.has(columnKey(column)));
  const [first] = missing;
  if (first === undefined) return undefined;
  const nearest = findNearest(first, columns ?? []);
  const hint = nearest === undefined ? `It has ${listOf(columns ?? [])}.` : `Did you mean ${nearest}?`;
  return { message: `expected ${file} to have the column ${listOf(missing)}, got none: nothing can be written there`, hint };
}

/** What stands above the rules of tables. */
const MARKDOWN_HEAD = /^(.*\|.*)\r?\n[ \t]*\|?[ \t]*:?-+/gm;

const CHECKBOX = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[.\][ \t]/mu;

function columnsIn(path: string, text: string): string[] | undefined {
  if (/\.ya?ml$/i.test(path)) return undefined;
  if (/\.[ct]sv$/i.test(path)) {
    const { offset, delimiter } = tableIn(text) ?? { offset: text.length, delimiter: "," };
    return bare(
      text
        .slice(offset)
        .split(/[\r\n]/)[0]
        ?.split(delimiter) ?? [],
    );
  }
  const heads = [...text.matchAll(MARKDOWN_HEAD)];
  // Beside a list a table may be of something else.
  return heads.length === 0 || CHECKBOX.test(text) ? undefined : bare(heads.flatMap(([, head = ""]) => head.split("|")));
}

function bare(names: readonly string[]): string[] {
  return names.map((name) => name.trim().replaceAll(/^"|"$/g, "")).filter((name) => name !== "");
}
