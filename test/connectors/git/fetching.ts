import type { Item } from "../../../src/core/item.ts";
import type { Connector, Fetched } from "../../../src/core/ports/outside.ts";
import { createGitConnector } from "../../../src/connectors/git/index.ts";
import { contextFor } from "../contract.ts";

/** The instant that the runs in these tests speak of, a Friday. */
export const NOW = "2026-11-20T09:00:00.000Z";
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Reads the repositories at and below a folder as a run would, from `lastRead` on or a week back. */
export function fetchFrom(
  root: string,
  {
    cursor,
    now = NOW,
    lastRead,
    options = {},
    gitTimeoutMs,
    hidden = [],
  }: {
    cursor?: unknown;
    now?: string;
    lastRead?: string | undefined;
    options?: unknown;
    gitTimeoutMs?: number;
    hidden?: readonly string[];
  } = {},
): Promise<Fetched> {
  const connector: Connector = createGitConnector({ ...(gitTimeoutMs !== undefined && { timeoutMs: gitTimeoutMs }), hidden: () => hidden });
  const from = lastRead ?? new Date(Date.parse(now) - WEEK_MS).toISOString();
  return connector.fetch(contextFor(connector, { root, options, window: { from, to: now } }, { cursor }));
}

/** The items of one kind. */
export function ofKind({ items }: Fetched, kind: string): Item[] {
  return items.filter((item) => item.kind === kind);
}

/** The titles of one kind's items, sorted. */
export function titles(fetched: Fetched, kind: string): string[] {
  return ofKind(fetched, kind)
    .map((item) => item.title)
    .toSorted();
}

/** The only item of a kind with this title; throws where there are none or several. */
export function theOne(fetched: Fetched, kind: string, title?: string): Item {
  const found = ofKind(fetched, kind).filter((item) => title === undefined || item.title === title);
  const [item] = found;
  if (item === undefined || found.length > 1) throw new Error(`expected one ${kind} ${title ?? ""}, got ${found.length}`);
  return item;
}
