import type { WebClient } from "@slack/web-api";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { toStoredError } from "../../core/errors.ts";
import type { People } from "../../core/person.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { Store } from "../../core/ports/store.ts";
import { markOf, PARENT } from "../../deliveries/slack/marks.ts";
import { REQUEST_GRANT } from "../../engine/alerts/ask.ts";
import { isOpen } from "../../engine/answer-request.ts";
import { instantOf } from "../../lib/clock.ts";
import { outcomeInWords } from "../../render/outcome-words.ts";
import { renderSlack } from "../../render/slack/render-slack.ts";
import { wordsOf } from "./bolt.ts";
import { placeOf } from "./message.ts";

export interface RequestParts {
  store: Pick<Store, "outbox" | "documents">;
  people(): People;
  clock: Clock;
  logger: Logger;
  /** What a message that was sent with these options is changed by. */
  clientFor(options: OutboxEntry["options"]): Promise<WebClient>;
}

/** Among so many messages, newest first, questions are looked for. */
const MOST_LOOKED_AT = 200;
/** What was over for longer was shown as such, or is looked at by nobody. */
const LOOK_BACK_MS = 48 * 3_600_000;

/** Takes the buttons off questions in Slack that are over, whoever ended them and however, and says how they ended. Never rejects. */
export function createRequests(parts: RequestParts): { settle(): Promise<void> } {
  const settled = new Set<string>();
  let turn: Promise<void> = Promise.resolve();
  return {
    settle() {
      turn = turn.then(() => settleAll(parts, settled)).catch((error: unknown) => complain(parts, error));
      return turn;
    },
  };
}

async function settleAll(parts: RequestParts, settled: Set<string>): Promise<void> {
  const sent = await parts.store.outbox.list({ states: ["sent"], limit: MOST_LOOKED_AT });
  for (const entry of sent.filter(({ grant, delivery, key }) => grant === REQUEST_GRANT && delivery === "slack" && !settled.has(key))) {
    if (await settleOne(parts, entry)) settled.add(entry.key);
  }
}

/** Whether nothing is left to be done about a question; one that can't be changed just now is tried again. */
async function settleOne(parts: RequestParts, entry: OutboxEntry): Promise<boolean> {
  const { store, people, clock, clientFor } = parts;
  const briefing = await store.documents.get<Briefing>(entry.briefing);
  const asked = briefing.request && (await store.outbox.find(briefing.request.message));
  if (!briefing.request || !asked) return true;
  if (isOpen(asked, briefing.request)) return false;
  if (Date.parse(asked.decidedAt ?? briefing.request.until) < clock.now() - LOOK_BACK_MS) return true;
  const outcome = outcomeInWords(asked, people(), { timezone: briefing.timezone, asOf: instantOf(clock) });
  const { channel, ts } = placeOf(entry);
  const { text, blocks } = renderSlack(briefing, { outcome }).parent;
  try {
    await (await clientFor(entry.options)).chat.update({ channel, ts, text, blocks: [...blocks], metadata: markOf(entry.key, PARENT) });
    return true;
  } catch (error) {
    complain(parts, error);
    return false;
  }
}

function complain({ logger }: RequestParts, error: unknown): void {
  logger.warn({}, `A question could not be shown as answered in Slack: ${wordsOf([toStoredError(error).message])}`);
}
