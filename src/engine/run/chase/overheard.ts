import type { Automation } from "../../../core/automation.ts";
import type { Event } from "../../../core/event.ts";
import { replyIn, repliesTo } from "../../../core/heard-reply.ts";
import type { Store } from "../../../core/ports/store.ts";
import { acknowledgementKey } from "./acknowledgement-key.ts";
import { waysOf } from "./ways.ts";

/** So far back what somebody said is still taken up. */
const RECENT_MS = 14 * 24 * 60 * 60_000;

/** Replies that came while nobody was to hear them, such as during a pause, and that no run has heard since; oldest first. */
export async function overheard(
  { occurrences, outbox }: Pick<Store, "occurrences" | "outbox">,
  automation: Automation,
  asOf: string,
): Promise<Event[]> {
  if (!automation.chase) return [];
  const since = new Date(Date.parse(asOf) - RECENT_MS).toISOString();
  const passed = await occurrences.passedOver(automation.id, repliesTo(automation.id), since);
  const ways = waysOf(automation);
  const isUnheard = await Promise.all(
    passed.map(async (event) => {
      const reply = replyIn(event);
      if (reply === undefined || !ways.has(reply.person)) return false;
      return (await outbox.find(acknowledgementKey(automation.id, reply))) === undefined;
    }),
  );
  return passed.filter((_, index) => isUnheard[index]);
}
