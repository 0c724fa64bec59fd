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
