/** The first value of each header, unfolded, names in lower case. */
export type Headers = ReadonlyMap<string, string>;

const MACHINES =
  /^(?:(?:do[._-]?)?not?[._-]?reply|mailer-daemon|postmaster|bounces?|notifications?|automailer|auto-confirm)(?:[+._-].*)?@/i;

/** Why a letter counts as sent to many or by a machine, after RFC 2369, 2919, 3834 and what programs do besides; null for a person's. */
export function findBulk(headers: Headers, from: string | undefined): string | null {
  if (headers.has("list-unsubscribe")) return "list-unsubscribe";
  if (headers.has("list-id")) return "list-id";
  if (/^\s*(?:bulk|list|junk)\b/i.test(headers.get("precedence") ?? "")) return "precedence";
  if (/^\s*(?!no\b)[a-z]/i.test(headers.get("auto-submitted") ?? "")) return "auto-submitted";
  if (from !== undefined && MACHINES.test(from)) return "noreply";
  if (/^\s*(?!none\b)[a-z]/i.test(headers.get("x-auto-response-suppress") ?? "")) return "auto-response-suppress";
  return null;
}

/** The address that a delivery report (RFC 3464) says could not be reached; null where it tells of no failure, or is no such report. */
export function findBounced(headers: Headers, report: string | undefined): string | null {
  const isReport = /^\s*multipart\/report\b/i.test(headers.get("content-type") ?? "");
  if (!isReport || report === undefined || /^action:\s*([a-z]+)/im.exec(report)?.[1]?.toLowerCase() !== "failed") return null;
  return /^(?:final|original)-recipient:\s*[\w-]+\s*;\s*<?([^\s<>]{1,254})/im.exec(report)?.[1]?.toLowerCase() ?? null;
}

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
