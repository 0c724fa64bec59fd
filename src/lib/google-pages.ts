import { TransientError } from "../core/errors.ts";

/** More of one answer would be no list but a loop. */
const MOST_PAGES = 1_000;

/**
 * Watches over the tokens of one list, each of which leads to its next page, and hands each on. Throws TransientError `google-unreadable` where a
 * token comes twice, or where the list does not end: what was read of it is not all that there is.
 */
export function createPageWatch(): (token: string | undefined) => string | undefined {
  const seen = new Set<string>();
  return (token) => {
    if (token === undefined) return undefined;
    if (seen.has(token) || seen.size === MOST_PAGES) throw endless(seen.size);
    seen.add(token);
    return token;
  };
}

function endless(pages: number): TransientError {
  return new TransientError(
    "google-unreadable",
    `expected a list of Google to end, got no end after ${pages.toLocaleString("en-US")} pages`,
    {
      hint: "It is tried again; if that goes on, look at what stands between this machine and Google, such as a proxy.",
    },
  );
}
