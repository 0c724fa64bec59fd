import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { Store } from "../../core/ports/store.ts";

/** Where a message stands: `ts` is that of the one in the channel, also for what hangs below it. */
export interface SlackPlace {
  channel: string;
  ts: string;
}

/** A briefing of ours as it was posted. */
export interface PostedBriefing {
  place: SlackPlace;
  entry: OutboxEntry;
  briefing: Briefing;
}

/** The briefing that was posted there; undefined where nothing of ours was. */
export async function findPosted(store: Pick<Store, "outbox" | "documents">, place: SlackPlace): Promise<PostedBriefing | undefined> {
  const entry = await store.outbox.findByReceipt("slack", `${place.channel}:${place.ts}`);
  return entry && { place, entry, briefing: await store.documents.get<Briefing>(entry.briefing) };
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

/** The keys of all flags that a briefing names. */
export function flagsOf({ sections }: Briefing): string[] {
  return [...new Set(sections.flatMap(({ bullets }) => bullets.flatMap(({ flags }) => flags)))];
}

/** The keys of the flags that stand behind numbers, in their order. */
export function numberedFlagsOf({ sections }: Briefing): string[] {
  const numbered = sections.filter(({ style }) => style === "numbered").flatMap(({ bullets }) => bullets);
  return numbered.map(({ flags }) => flags[0] ?? "");
}
