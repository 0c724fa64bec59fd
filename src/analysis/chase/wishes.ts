import type { Understood, Wish, WishSaid } from "../../core/ask.ts";
import type { HeardReply } from "../../core/heard-reply.ts";

/** What a reply says of questions; undefined where it says nothing of them. */
export function wishIn({ person, at }: Pick<HeardReply, "person" | "at">, { stop, start, snoozedUntil }: Understood): WishSaid | undefined {
  if (stop) return { person, at, stoppedAt: at, ...(snoozedUntil !== undefined && { snoozedUntil }) };
  if (start) return { person, at, stoppedAt: null, snoozedUntil: snoozedUntil ?? null };
  return snoozedUntil === undefined ? undefined : { person, at, snoozedUntil };
}

/** What people want once this was said. */
export function withWish(wishes: readonly Wish[], said: WishSaid): Wish[] {
  const { at: _at, ...wish } = said;
  const before = wishes.find(({ person }) => person === said.person);
  return [...wishes.filter((each) => each !== before), { stoppedAt: null, snoozedUntil: null, ...before, ...wish }];
}
