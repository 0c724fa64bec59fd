import { toStoredError } from "../../core/errors.ts";

/** What one look has shown. */
export interface Check {
  name: string;
  state: "ok" | "warning" | "problem";
  says: string;
  /** The way out. */
  hint?: string;
}

export function ok(name: string, says: string): Check {
  return { name, state: "ok", says };
}

export function warning(name: string, says: string, hint: string): Check {
  return { name, state: "warning", says, hint };
}

export function problem(name: string, says: string, hint: string): Check {
  return { name, state: "problem", says, hint };
}

/** An error as a problem; what it says about the way out is kept. */
export function problemOf(name: string, error: unknown): Check {
  const { message, hint } = toStoredError(error);
  return { name, state: "problem", says: message, ...(hint !== undefined && { hint }) };
}
