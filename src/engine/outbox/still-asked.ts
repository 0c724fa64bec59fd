import { isOpenAsk, QUESTION_OVER } from "../../core/ask.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { StoredError } from "../../core/errors.ts";
import type { AskStore } from "../../core/ports/asks.ts";
import { plainDateOf } from "../../core/work-calendar.ts";

/** Questions as they stand now. */
type Standing = Pick<AskStore, "find" | "wishes">;

/** Why a message is not to leave any more, since what it asks is settled or its person wants no questions; undefined where it may, or asks nothing. */
export async function whyNotAsked(asks: Standing, { nextAttemptAt }: OutboxEntry, briefing: Briefing): Promise<StoredError | undefined> {
  const wishes = briefing.asking === undefined ? [] : await asks.wishes();
  for (const { id, key } of briefing.asking?.asks ?? []) {
    const ask = await asks.find(id);
    if (ask === undefined) return over("expected all that it asks to be open still", `${key} of which nothing is known any more`);
    if (!isOpenAsk(ask)) return over("expected all that it asks to be open still", `${key} that has ended: ${ask.reason}`);
    const wish = wishes.find(({ person }) => person === ask.person);
    if (wish?.stoppedAt != null) return over(`expected ${ask.person} to be asked still`, "word that they want no more questions");
    const { snoozedUntil } = wish ?? { snoozedUntil: null };
    if (snoozedUntil !== null && plainDateOf(nextAttemptAt, briefing.timezone) < snoozedUntil) {
      return over(`expected ${ask.person} to be asked still`, `word that they want no questions before ${snoozedUntil}`);
    }
  }
  return undefined;
}

/** That the hours of its person have passed. */
export function askedTooLate({ sendBy = "" }: OutboxEntry): StoredError {
  return over("expected to leave within its person's hours", `no chance to before ${sendBy}`);
}

function over(expected: string, got: string): StoredError {
  return { code: QUESTION_OVER, message: `${expected}, got ${got}`, hint: "What is open still is asked by a later run." };
}
