import { isOpenAsk, QUESTION_OVER, type Wish } from "../../core/ask.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { StoredError } from "../../core/errors.ts";
import type { AskStore } from "../../core/ports/asks.ts";
import { plainDateOf } from "../../core/work-calendar.ts";

/** Questions as they stand now. */
type Standing = Pick<AskStore, "find" | "wishes">;

/** Why a message is not to leave any more, since what it asks is settled or its person wants no questions; undefined where it may, or asks nothing. */
export async function whyNotAsked(asks: Standing, { nextAttemptAt }: OutboxEntry, briefing: Briefing): Promise<StoredError | undefined> {
  if (briefing.asking === undefined) return undefined;
  const wishes = await asks.wishes();
  for (const { id, key } of briefing.asking.asks) {
    const ask = await asks.find(id);
    if (ask === undefined) return over("expected all that it asks to be open still", `${key} of which nothing is known any more`);
    if (!isOpenAsk(ask)) return over("expected all that it asks to be open still", `${key} that has ended: ${ask.reason}`);
    if (ask.repliedAt !== undefined) return over("expected all that it asks to wait for a word", `${key}: ${ask.reason}`);
    const word = wishes.flatMap((wish) => (wish.person === ask.person ? whyUnwanted(wish, nextAttemptAt, briefing) : []));
    if (word[0] !== undefined) return over(`expected ${ask.person} to be asked still`, word[0]);
  }
  return undefined;
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
