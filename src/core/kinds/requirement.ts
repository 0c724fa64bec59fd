import { z } from "zod";
import type { Item } from "../item.ts";

export const REQUIREMENT_SEVERITIES = ["high", "medium", "low"] as const;

/**
 * The fields of an Item of kind `requirement`: one line of a checklist that documents are held against. Title is the line as people wrote
 * it, body what it asks for, `ts` is when the checklist last changed.
 */
export const requirementFields = z.object({
  /** What its checklist calls it. */
  name: z.string(),
  severity: z.enum(REQUIREMENT_SEVERITIES),
  /** What to do about a document that does not keep to it; null where the checklist does not say. */
  advice: z.string().nullable(),
  /** The checklist, relative to the workspace. */
  path: z.string(),
});
export type RequirementFields = z.infer<typeof requirementFields>;

/** An Item with the fields of its kind. */
export interface Requirement extends RequirementFields {
  item: Item;
}

/** The requirements among items of any kind, in the order of their checklists; one whose fields are amiss is left out. */
export function requirementsIn(items: readonly Item[]): Requirement[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "requirement" ? requirementFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
