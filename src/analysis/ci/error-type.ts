import { ERROR_TYPES, LINES } from "./parameters.ts";

/** The kind of error that a line names, such as TypeError, TS2345 or ENOSPC; null where it names none. */
export function findErrorType(text: string): string | null {
  const head = text.slice(0, LINES.scored);
  for (const pattern of ERROR_TYPES) {
    const found = pattern.exec(head)?.[1];
    if (found !== undefined) return /^\d/.test(found) ? `HTTP ${found}` : found;
  }
  return null;
}
