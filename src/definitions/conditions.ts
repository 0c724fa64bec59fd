import { z } from "zod";
import { CONDITION_TESTS, type Condition } from "../core/event.ts";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null({ error: "to be nothing" })]);
const oneOrMany = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1).max(100)]);
const bound = z.union([z.number(), z.string({ error: "to be a date" })]);
const part = z.string().min(1);

const tests = z
  .strictObject({
    is: oneOrMany(scalar).optional().describe("One of these."),
    not: oneOrMany(scalar).optional().describe("None of these."),
    over: bound.optional().describe("More, or later."),
    under: bound.optional().describe("Less, or earlier."),
    contains: oneOrMany(part).optional().describe("A text with one of these in it, or a list with one of these."),
    starts: oneOrMany(part).optional().describe("A text that starts with one of these."),
    ends: oneOrMany(part).optional().describe("A text that ends with one of these."),
  })
  .refine((written) => Object.keys(written).length > 0, {
    error: `to have one of ${CONDITION_TESTS.join(", ")}`,
    // A misspelt test is told as such.
    when: ({ issues }) => issues.length === 0,
  });

/** What `where` says about one field: a value, a list of which one must fit, or tests that must all hold. */
export const conditionSchema = z.union([oneOrMany(scalar), tests]);
export type WrittenCondition = z.infer<typeof conditionSchema>;

/** The conditions of a `where`, several tests of a field being as many conditions. */
export function conditionsOf(where: Readonly<Record<string, WrittenCondition>>): Condition[] {
  return Object.entries(where).flatMap(([field, written]): Condition[] => {
    if (!isTests(written)) return [{ field, test: "is", values: [written].flat() }];
    return CONDITION_TESTS.flatMap((test) => {
      const values = written[test];
      return values === undefined ? [] : [{ field, test, values: [values].flat() }];
    });
  });
}

function isTests(written: WrittenCondition): written is z.infer<typeof tests> {
  return typeof written === "object" && written !== null && !Array.isArray(written);
}
