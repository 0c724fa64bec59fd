import type { Leaving } from "../../../analysis/chase/types.ts";
import { isOpenAsk, takeBack, type Ask, type Wish } from "../../../core/ask.ts";
import type { Automation } from "../../../core/automation.ts";
import type { OutboxEntry, OutboxState } from "../../../core/delivery.ts";
import type { Store } from "../../../core/ports/store.ts";

const DAY_MS = 24 * 60 * 60_000;
/** So long an ask that has ended still counts: who was silent is left alone until something moves. */
const ENDED_DAYS = 90;
const SENT_DAYS = 7;

/** What is kept of asking, as a run finds it. */
export interface ChaseRecord {
  /** Of this automation: those that are open, and those that ended lately. */
  asks: readonly Ask[];
  /** Of other automations, as a chase is decided from them. */
  others: readonly Ask[];
  /** Keys of messages about them that did not arrive, and will not. */
  lost: readonly string[];
  /** Those that wait for their time, or for a yes. */
  leaving: readonly Leaving[];
  /** When any automation decided on a message to somebody in the last days. */
  sent: readonly { person: string; at: string }[];
  wishes: readonly Wish[];
}

/** Undefined where an automation asks nobody. */
export async function recordOf(
  { asks, outbox }: Pick<Store, "asks" | "outbox">,
  { id, chase }: Automation,
  asOf: string,
): Promise<ChaseRecord | undefined> {
  if (!chase) return undefined;
  const before = (days: number): string => new Date(Date.parse(asOf) - days * DAY_MS).toISOString();
  const all = await asks.list({ endedSince: before(ENDED_DAYS) });
  const rows = all.filter(({ automation }) => automation === id);
  const keys = [...new Set(rows.filter(isOpenAsk).flatMap(({ messages }) => messages.map(({ key }) => key)))];
  const found = (await Promise.all(keys.map((key) => outbox.find(key)))).filter((entry) => entry !== undefined);
  return {
    asks: rows,
    others: all.filter((ask) => ask.automation !== id && hasReached(ask)),
    lost: found.flatMap(({ key, state }) => (NOT_GOT.has(state) ? [key] : [])),
    leaving: found.flatMap(leavingIn),
    sent: await asks.sentSince(before(SENT_DAYS)),
    wishes: await asks.wishes(),
  };
}

/** Whether its person was asked, and has answered or may do so still. */
function hasReached(ask: Ask): boolean {
  return ask.messages.length > 0 && (isOpenAsk(ask) || ask.state === "answered" || ask.state === "silent");
}

const NOT_GOT: ReadonlySet<OutboxState> = new Set(["undeliverable", "denied", "expired"]);

/** A message that waits for its time, or for a yes; none where it has left or never will. */
export function leavingIn({ key, state, attempts, nextAttemptAt: from }: OutboxEntry): Leaving[] {
  const isHeld = state === "held";
  return isHeld || (state === "pending" && attempts === 0) ? [{ key, from, isHeld }] : [];
}

/** The rows without the messages that did not arrive. */
export function withoutLost({ asks, lost }: ChaseRecord): Ask[] {
  return lost.reduce<Ask[]>(
    (rows, key) => {
      const back = new Map(takeBack(rows, key).map((ask) => [ask.id, ask]));
      return rows.map((ask) => back.get(ask.id) ?? ask);
    },
    [...asks],
  );
}
