import { isDeepStrictEqual } from "node:util";
import { isOpenAsk, QUESTION_OVER, type Ask, type Wish } from "../../core/ask.ts";
import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { StoredError } from "../../core/errors.ts";
import type { Store } from "../../core/ports/store.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { acknowledgementKey } from "../run/chase/acknowledgement-key.ts";

/** Questions as they stand now, and what was written to them. */
export type Standing = Pick<Store, "asks" | "replies" | "outbox">;

/** Why a message is not to leave any more, since what it asks is settled or its person wants no questions; undefined where it may, or asks nothing. */
export async function whyNotAsked(store: Standing, { nextAttemptAt }: OutboxEntry, briefing: Briefing): Promise<StoredError | undefined> {
  if (briefing.asking === undefined) return undefined;
  const { asks } = store;
  const wishes = await asks.wishes();
  for (const { id, key } of briefing.asking.asks) {
    const ask = await asks.find(id);
    if (ask === undefined) return over("expected all that it asks to be open still", `${key} of which nothing is known any more`);
    if (!isOpenAsk(ask)) return over("expected all that it asks to be open still", `${key} that has ended: ${ask.reason}`);
    if (ask.repliedAt !== undefined) return over("expected all that it asks to wait for a word", `${key}: ${ask.reason}`);
    if (await isUnheard(store, ask)) return over("expected all that it asks to wait for a word", `${key}: one is about to be heard`);
    const word = wishes.flatMap((wish) => (wish.person === ask.person ? whyUnwanted(wish, nextAttemptAt, briefing) : []));
    if (word[0] !== undefined) return over(`expected ${ask.person} to be asked still`, word[0]);
  }
  return undefined;
}

/** Why a question is not to leave any more, since its write names its person no longer, as somebody wants; undefined where it does, or asks nothing. */
export function whyNotNamed({ writes }: Automation, { grant, options }: OutboxEntry, { asking }: Briefing): StoredError | undefined {
  const addressees = writes.find(({ name }) => name === grant)?.addressees;
  const isNamed = addressees === undefined || addressees.some((each) => isDeepStrictEqual(each.options, options));
  return asking === undefined || isNamed ? undefined : over("expected its person to be one of those who may be asked", "a write to others");
}

/** What an answer to a question is kept as, by words or by a button. */
const ANSWER = /^(?:reply|press)\b/;

/** Whether its person has written to one of its messages what no run has heard yet: who has answered a moment ago is not reminded. */
async function isUnheard({ replies, outbox }: Standing, { automation, person, messages }: Ask): Promise<boolean> {
  const written = (await Promise.all(messages.map(({ key }) => replies.ofMessage(key)))).flat();
  const heard = written
    .filter((reply) => reply.person === person && ANSWER.test(reply.meaning ?? ""))
    .map(async (reply) => (await outbox.find(acknowledgementKey(automation, reply))) !== undefined);
  return (await Promise.all(heard)).includes(false);
}

function whyUnwanted({ stoppedAt, snoozedUntil }: Wish, at: string, { timezone }: Briefing): string[] {
  if (stoppedAt !== null) return ["word that they want no more questions"];
  const isSnoozed = snoozedUntil !== null && plainDateOf(at, timezone) < snoozedUntil;
  return isSnoozed ? [`word that they want no questions before ${snoozedUntil}`] : [];
}

/** That the hours of its person have passed. */
export function askedTooLate({ sendBy = "" }: OutboxEntry): StoredError {
  return over("expected to leave within its person's hours", `no chance to before ${sendBy}`);
}

function over(expected: string, got: string): StoredError {
  return { code: QUESTION_OVER, message: `${expected}, got ${got}`, hint: "What is open still is asked by a later run." };
}
