import { parseOwnJson } from "./json.ts";
import { createRedactor, type Redactor } from "./redact.ts";

/**
 * What this process has read as a secret. It is kept here rather than handed around: nobody outside can tell a secret back before it was
 * read, and whoever writes text can't forget to ask for it.
 */
const known = new Set<string>();
let redactor: Redactor = createRedactor([]);

/** From now on this value is shown nowhere. */
export function learnSecret(value: string): void {
  if (known.has(value)) return;
  known.add(value);
  redactor = createRedactor([...known]);
}

/** What was learnt so far. */
export function knownSecrets(): string[] {
  return [...known];
}

/** The text with `(secret)` in place of every secret that this process has read so far, however it is written. */
export function withoutSecrets(text: string): string {
  return redactor.redact(text);
}

/** The same for all text within a value that is JSON; one that holds no secret comes back as it is. */
export function valueWithoutSecrets<T>(value: T): T {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined || !redactor.find(json)) return value;
  return parseOwnJson<T>(JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? withoutSecrets(part) : part)));
}
