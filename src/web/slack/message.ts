import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { Store } from "../../core/ports/store.ts";
import { findSent, type SentMessage } from "../desk/sent.ts";

/** Where a message stands: `ts` is that of the one in the channel, also for what hangs below it. */
export interface SlackPlace {
  channel: string;
  ts: string;
}

/** Where a message of ours was posted. */
export function placeOf({ receipt = "" }: Pick<OutboxEntry, "receipt">): SlackPlace {
  const [channel = "", ts = ""] = receipt.split(":");
  return { channel, ts };
}

/** The briefing that was posted there; undefined where nothing of ours was. */
export function findPosted(store: Pick<Store, "outbox" | "documents">, { channel, ts }: SlackPlace): Promise<SentMessage | undefined> {
  return findSent(store, "slack", `${channel}:${ts}`);
}

/** What another run of the same automation told by the same grant; undefined where that is not kept. */
export async function findBriefingOf(
  { outbox, documents }: Pick<Store, "outbox" | "documents">,
  { grant }: OutboxEntry,
  run: string,
): Promise<Briefing | undefined> {
  const entry = (await outbox.ofRun(run)).find((each) => each.grant === grant);
  return entry && documents.get<Briefing>(entry.briefing);
}
