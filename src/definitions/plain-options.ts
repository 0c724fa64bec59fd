import { showValue } from "../lib/schema-check.ts";

/**
 * Options as their part's schema parsed them, through JSON, so that a definition from the cache equals one that was just parsed.
 * Throws TypeError where `part` makes something else of them than an object.
 */
export function plainOptions(part: string, parsed: unknown): Readonly<Record<string, unknown>> {
  const plain: unknown = JSON.parse(JSON.stringify(parsed));
  if (isRecord(plain)) return plain;
  throw new TypeError(`expected the options of ${part} to be an object, got ${showValue(plain)}`);
}

/** Whether a value is an object with members, no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
