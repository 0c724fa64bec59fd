import type { Condition } from "../../core/event.ts";
import type { FieldValue } from "../../core/item.ts";

type Scalar = Condition["values"][number];

/**
 * Whether all conditions hold for an event's fields. A number is only compared with numbers, a date or an instant only with
 * those (a date is its midnight in UTC), and letters count as they are written. A list's test holds where it does for one of its
 * members. Of a field that is not there, only `not` holds.
 */
export function matches(conditions: readonly Condition[], fields: Readonly<Record<string, FieldValue>>): boolean {
  return conditions.every((condition) => holds(condition, Object.hasOwn(fields, condition.field) ? fields[condition.field] : undefined));
}

function holds({ test, values }: Condition, field: FieldValue | undefined): boolean {
  if (field === undefined) return test === "not";
  if (!isList(field)) return test === "not" ? !values.includes(field) : values.some((value) => passes(test, field, value));
  if (test === "not") return !field.some((member) => values.includes(member));
  // A list contains a member, where a text contains a part.
  const testOfMember = test === "contains" ? "is" : test;
  return field.some((member) => values.some((value) => passes(testOfMember, member, value)));
}

function passes(test: Exclude<Condition["test"], "not">, field: Scalar, value: Scalar): boolean {
  switch (test) {
    case "is":
      return field === value;
    case "over":
      return difference(field, value) > 0;
    case "under":
      return difference(field, value) < 0;
    default:
      return typeof field === "string" && typeof value === "string" && TEXT_TESTS[test](field, value);
  }
}

const TEXT_TESTS = {
  contains: (text: string, part: string) => text.includes(part),
  starts: (text: string, part: string) => text.startsWith(part),
  ends: (text: string, part: string) => text.endsWith(part),
} as const;

/** Not a number where the two can't be compared, which is neither over nor under. */
function difference(field: Scalar, value: Scalar): number {
  if (typeof field === "number" && typeof value === "number") return field - value;
  return timeOf(field) - timeOf(value);
}

const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

function timeOf(value: Scalar): number {
  return typeof value === "string" && DATE_OR_INSTANT.test(value) ? Date.parse(value) : Number.NaN;
}

function isList(field: FieldValue): field is readonly string[] {
  return Array.isArray(field);
}
