import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Person } from "../../core/person.ts";
import type { Store } from "../../core/ports/store.ts";
import { EVENT_TYPE } from "../../deliveries/slack/marks.ts";
import { partsOf } from "../../deliveries/slack/plan.ts";
import type { SlackAnswer, SlackMessage } from "../../render/slack/message.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";
import { flagsOf, type PostedBriefing } from "./message.ts";

const pageSchema = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string(), part: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
});

/**
 * Shows in a message, and in what hangs below it, what its reader has answered to its flags, or its menu again where an answer was taken
 * back. The same whenever it is done again.
 */
export async function rewrite(
  client: WebClient,
  { place, entry, briefing }: PostedBriefing,
  answers: readonly SlackAnswer[],
): Promise<void> {
  const plain = partsOf(renderSlack(briefing));
  const everything = partsOf(renderSlack(briefing, { answers: flagsOf(briefing).map((key) => ({ key, ...ANY_ANSWER })) }));
  const told = partsOf(renderSlack(briefing, { answers }));
  const changing = [...told].filter(([name]) => JSON.stringify(everything.get(name)) !== JSON.stringify(plain.get(name)));
  const changed = new Map(changing);
  const { channel, ts: thread } = place;
  for await (const page of client.paginate("conversations.replies", { channel, ts: thread, include_all_metadata: true })) {
    for (const { ts, metadata } of pageSchema.parse(page).messages) {
      const isOurs = metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === entry.key;
      const message = isOurs ? changed.get(metadata.event_payload.part) : undefined;
      if (isOurs && message) await update(client, { channel, ts, metadata }, message);
    }
  }
}

/** Where any answer would show, one may have stood that was taken back. */
const ANY_ANSWER = { kind: "done", by: "", at: new Date(0).toISOString() } as const;

type Updated = Pick<Parameters<WebClient["chat"]["update"]>[0], "metadata"> & { channel: string; ts: string };

/** With its mark, which an update without one would take away. */
async function update(client: WebClient, where: Updated, { text, blocks }: SlackMessage): Promise<void> {
  await client.chat.update({ ...where, text, blocks: [...blocks] });
}

/** What a reader has said of the flags of a briefing, as far as it is in force at an instant. */
export async function answersTo(
  { findings }: Pick<Store, "findings">,
  { entry, briefing }: PostedBriefing,
  reader: Person,
  at: string,
): Promise<SlackAnswer[]> {
  const named = new Set(flagsOf(briefing));
  const ledger = await findings.ledger(entry.automation, reader.key);
  return ledger.flatMap(({ key, acknowledgement }) => {
    if (!named.has(key) || !acknowledgement || (acknowledgement.until ?? at) < at) return [];
    return [{ key, kind: acknowledgement.kind, by: reader.name, at: acknowledgement.at }];
  });
}
