import type { Headers } from "../../lib/letter/traits.ts";

/** What a mailbox keeps beside a letter. */
export interface Marks {
  /** Null where it does not tell. */
  unread: boolean | null;
  answered: boolean;
  /** Thrown away or not sent yet: no letter to be told of. */
  isDiscarded: boolean;
}

export const NO_MARKS: Marks = { unread: null, answered: false, isDiscarded: false };

/** The flags in the name of a Maildir's file, such as `:2,RS`. */
export function marksOfName(name: string, isNew: boolean): Marks {
  const flags = /[:;!]2,([A-Za-z]*)$/.exec(name)?.[1] ?? "";
  return { unread: isNew || !flags.includes("S"), answered: flags.includes("R"), isDiscarded: /[TD]/.test(flags) };
}

/** What an mbox says of a letter in the letter's own head: `Status` and `X-Status`, or Mozilla's bits. */
export function marksOfHeaders(headers: Headers): Marks {
  const bits = headers.get("x-mozilla-status");
  if (bits !== undefined && /^\s*[0-9a-f]{4}\s*$/i.test(bits)) {
    const value = Number.parseInt(bits, 16);
    return { unread: (value & 1) === 0, answered: (value & 2) !== 0, isDiscarded: (value & 8) !== 0 };
  }
  const status = headers.get("status");
  const more = headers.get("x-status") ?? "";
  return { unread: status === undefined ? null : !status.includes("R"), answered: more.includes("A"), isDiscarded: /[DT]/.test(more) };
}
