import { PermanentError } from "../core/errors.ts";
import { choiceOf, findNearest } from "../lib/text.ts";

/** The options of one command as the command line gave them. */
export interface Options {
  /** The value of an option that takes one; undefined where it was not given. */
  text(name: string): string | undefined;
  /** The values of an option that may be given several times, in their order. */
  list(name: string): readonly string[];
  /** Whether a switch was given. */
  flag(name: string): boolean;
}

export function toOptions(values: Readonly<Record<string, unknown>>): Options {
  return {
    text(name) {
      const value = values[name];
      return typeof value === "string" ? value : undefined;
    },
    list(name) {
      const value = values[name];
      return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    },
    flag: (name) => values[name] === true,
  };
}

/** A mistake in how a command was called: exit code 2. */
export function usageError(message: string, hint: string): PermanentError {
  return new PermanentError("usage", message, { hint });
}

/** A whole number of at least 1; a usage error for anything else. */
export function parseCount(name: string, text: string, most = Infinity): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw usageError(`expected ${name} to be a whole number of at least 1, got ${text}`, `Try ${name} 10.`);
  }
  if (count > most) throw usageError(`expected ${name} to be at most ${most}, got ${text}`, `Try ${name} ${most}.`);
  return count;
}

/** One of the words that an option takes; a usage error that names them for anything else. */
export function parseChoice<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const nearest = findNearest(text, words);
  throw usageError(
    `expected ${name} to be ${choiceOf(words)}, got ${text}`,
    nearest === undefined ? `Try ${name} ${words[0]}.` : `Did you mean ${nearest}?`,
  );
}

/** An instant as UTC text; a usage error for anything that is none, which says what is expected. A plain date means its midnight UTC. */
export function parseInstant(name: string, text: string, { is, as } = { is: "an instant", as: "2026-11-20T09:00:00Z" }): string {
  const [date = ""] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  const ms = Date.parse(text);
  // Date.parse takes the thirtieth of February for the second of March.
  const isDate = new Date(`${date}T00:00:00Z`).getUTCDate() === Number(date.slice(8));
  if (date !== "" && isDate && !Number.isNaN(ms)) return new Date(ms).toISOString();
  throw usageError(`expected ${name} to be ${is}, got ${text}`, `Write it as ${name} ${as}.`);
}
