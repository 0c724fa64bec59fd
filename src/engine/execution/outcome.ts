import { valueWithoutSecrets } from "../../lib/known-secrets.ts";
import { ChiefError, PermanentError, toStoredError, type StoredError } from "../../core/errors.ts";

/** A step's outcome as it is kept: what it gave, or the error that it finally failed with. */
export type KeptOutcome<T> = { value: T } | { error: StoredError };

/** The most that the JSON of one outcome may have, in bytes. */
const LARGEST_OUTCOME = 65_536;

/** How a step failed, the same on every execution: with the code, message and hint of the error, not with its class. */
export class StepError extends ChiefError {}

/** Makes what a step gave ready to be kept. Throws PermanentError `outcome-not-json` or `outcome-too-large`. */
export function sealValue<T>(step: string, value: T): KeptOutcome<T> {
  if (value === undefined) return { value };
  const stranger = findStranger(value, "outcome");
  if (stranger !== undefined) {
    throw new PermanentError("outcome-not-json", `expected the outcome of step ${step} to be JSON, got ${stranger}`, {
      hint: "Return plain objects, lists, text, numbers, true, false or null from a step.",
    });
  }
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > LARGEST_OUTCOME) {
    throw new PermanentError(
      "outcome-too-large",
      `expected the outcome of step ${step} to have at most 64 kB, got ${Math.ceil(size / 1024)} kB`,
      {
        hint: "Keep what is large as a document or as items, and return their hashes.",
      },
    );
  }
  return { value };
}

/** Makes an error ready to be kept: a service may have answered with what it was sent. */
export function sealError(error: unknown): KeptOutcome<never> {
  return { error: valueWithoutSecrets(toStoredError(error)) };
}

/** What the step gave; throws the StepError that it failed with. */
export function openOutcome<T>(kept: KeptOutcome<T>): T {
  if (!("error" in kept)) return kept.value;
  const { code, message, hint } = kept.error;
  throw new StepError(code, message, hint === undefined ? {} : { hint });
}

/** Whether a stored outcome is one that this engine wrote. That its value is a T is the workflow's promise: the same step gave it. */
export function isKeptOutcome<T>(stored: unknown): stored is KeptOutcome<T> {
  return typeof stored === "object" && stored !== null && !Array.isArray(stored);
}

/** The first thing within a value that JSON would lose or change; members that are undefined may be left out. */
function findStranger(value: unknown, path: string): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} = ${value}`;
  if (Array.isArray(value)) return firstOf(value.entries(), (member, index) => findStranger(member, `${path}[${index}]`));
  if (typeof value !== "object") return `${path}, a ${typeof value}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `${path}, a ${value.constructor.name}`;
  return firstOf(Object.entries(value), (member, key) => (member === undefined ? undefined : findStranger(member, `${path}.${key}`)));
}

function firstOf<Key>(members: Iterable<[Key, unknown]>, find: (member: unknown, key: Key) => string | undefined): string | undefined {
  for (const [key, member] of members) {
    const found = find(member, key);
    if (found !== undefined) return found;
  }
  return undefined;
}
