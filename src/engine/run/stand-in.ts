import type { ReadGrant } from "../../core/grant.ts";
import type { Item } from "../../core/item.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { Frozen } from "./freeze.ts";
import type { Read } from "./read-source.ts";
import type { RunnerParts } from "./parts.ts";

/** What nobody but its reader has put there. */
const OWN: ReadonlySet<string> = new Set([
  ...["task", "instance", "mail"],
  ...["launch", "rollout", "incident", "feedback", "transcript", "text_file"],
]);
/** What a repository tells. */
const HISTORY: ReadonlySet<string> = new Set(["commit", "change"]);

/**
 * Made-up Items in the place of accounts that nobody has connected yet, so that a newcomer sees what a briefing will be: only where none of
 * the automation's accounts is connected, nothing of the reader's own was found, and nobody else is written to. Never remembered.
 */
export async function standIn(
  context: Context,
  parts: RunnerParts,
  { automation, workspace }: Frozen,
  read: readonly Read[],
): Promise<readonly Read[]> {
  const isShownHereOnly = automation.writes.every(({ delivery }) => delivery === "console");
  const missing = read.filter(({ isUnconnected }) => isUnconnected);
  if (missing.length === 0 || !isShownHereOnly || (await isAtHome(parts, automation.reads, workspace.root, read))) return read;
  return Promise.all(read.map(async (each, index) => (each.isUnconnected ? madeUp(context, parts, automation, index, each) : each)));
}

/** Whether an account is connected, or something of the reader's own was found. */
async function isAtHome(
  { connectors, store, ownFolder }: RunnerParts,
  reads: readonly ReadGrant[],
  root: string,
  read: readonly Read[],
): Promise<boolean> {
  const connected = await Promise.all(
    reads.map(async ({ connector }, index) => !read[index]?.isUnconnected && (await connectors.load(connector)).account !== undefined),
  );
  if (connected.includes(true)) return true;
  const items = await store.items.get(read.flatMap(({ gathered }) => gathered.items));
  return items.some((item) => isOwn(item) || (root !== ownFolder && HISTORY.has(item.kind)));
}

function isOwn({ kind, fields }: Item): boolean {
  return OWN.has(kind) && fields["example"] !== true;
}

async function madeUp(
  context: Context,
  { connectors, store }: RunnerParts,
  { reads, timezone }: Frozen["automation"],
  index: number,
  { gathered, ...answer }: Read,
): Promise<Read> {
  const grant = reads[index];
  const { account, example } = grant ? await connectors.load(grant.connector) : {};
  if (account === undefined || example === undefined) return { gathered, ...answer };
  const { items, me } = await example(context.asOf, timezone);
  await store.items.put(items);
  const { error: _error, hint: _hint, ...health } = gathered.health;
  return {
    memory: undefined,
    gathered: {
      health: { ...health, ok: true, count: items.length, madeUpUntil: `chief connect ${account}` },
      items: items.map(({ contentHash }) => contentHash),
      ...(me && { me }),
    },
  };
}
