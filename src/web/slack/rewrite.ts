import type { WebClient } from "@slack/web-api";
import type { Briefing } from "../../core/briefing.ts";
import type { Person } from "../../core/person.ts";
import type { Store } from "../../core/ports/store.ts";
import { markOf } from "../../deliveries/slack/marks.ts";
import { partsOf } from "../../deliveries/slack/plan.ts";
import { findMark, parsePage, type StoredMark } from "../../deliveries/slack/stored.ts";
import type { SlackAnswer, SlackMessage } from "../../render/slack/message.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";
import { flagsOf, type SentMessage } from "../desk/sent.ts";
import { placeOf } from "./message.ts";

/**
 * Shows in a message, and in what hangs below it, what its reader has answered to its flags, or its menu again where an answer was taken
 * back. The same whenever it is done again.
 */
export async function rewrite(client: WebClient, sent: SentMessage, told: Told): Promise<void> {
  const { channel, ts: thread } = placeOf(sent.entry);
  for await (const page of client.paginate("conversations.replies", { channel, ts: thread, include_all_metadata: true })) {
    for (const stored of parsePage(page)) {
      const mark = findMark(stored, sent.entry.key);
      const message = mark && (await findChanged(sent.briefing, mark, told));
      if (mark && message) await update(client, { channel, ts: stored.ts, metadata: markOf(mark.key, mark.part, mark.since) }, message);
    }
  }
}

/** What there is to show in a message. */
export interface Told {
  answers: readonly SlackAnswer[];
  /** What an earlier run told in that thread; undefined where that is not kept any more. */
  briefingOf(run: string): Promise<Briefing | undefined>;
}

/** A part of a briefing with the answers; undefined where none would show in it. */
async function findChanged(
  briefing: Briefing,
  { part, since }: StoredMark,
  { answers, briefingOf }: Told,
): Promise<SlackMessage | undefined> {
  const earlier = since === undefined ? undefined : await briefingOf(since);
  if (since !== undefined && !earlier) return undefined;
  const partWith = (given: readonly SlackAnswer[]): SlackMessage | undefined =>
    partsOf(renderSlack(briefing, { answers: given, ...(earlier && { earlier }) })).get(part);
  const everything = partWith(flagsOf(briefing).map((key) => ({ key, ...ANY_ANSWER })));
  return JSON.stringify(everything) === JSON.stringify(partWith([])) ? undefined : partWith(answers);
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
  { entry, briefing }: SentMessage,
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
