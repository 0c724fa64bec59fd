import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { Store } from "../../core/ports/store.ts";

/** A message of ours that arrived, and what it said. */
export interface SentMessage {
  entry: OutboxEntry;
  briefing: Briefing;
}

/** The message that a delivery gave this receipt for; undefined where there is none. */
export async function findSent(
  { outbox, documents }: Pick<Store, "outbox" | "documents">,
  delivery: string,
  receipt: string,
): Promise<SentMessage | undefined> {
  const entry = await outbox.findByReceipt(delivery, receipt);
  return entry && { entry, briefing: await documents.get<Briefing>(entry.briefing) };
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
