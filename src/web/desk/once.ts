import type { OutboxEntry } from "../../core/delivery.ts";
import type { Person } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Store } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";

/** What somebody said to a message of ours. */
export interface Said {
  /** Delivery and the service's own id, the same whenever it is told again. */
  id: string;
  /** Key of the message. */
  message: string;
  /** Who it was; absent for somebody unknown. */
  person?: Person | undefined;
  text: string;
}

/** What it was taken for. */
export interface Order {
  meaning: string;
  /** Does it, and resolves with what came of it. */
  act(): Promise<string>;
}

export interface OnceParts {
  store: Pick<Store, "replies">;
  clock: Clock;
}

const LONGEST_TEXT = 4_000;

/**
 * Keeps what was said after it was done, together with the message that tells what came of it where `answerWith` writes one: a crash
 * between the two has it done again, which changes nothing. Resolves with what came of it; undefined where nothing is to be told.
 */
export async function once(
  { store, clock }: OnceParts,
  { id, message, person, text }: Said,
  order: Order | undefined,
  answerWith?: (told: string) => Promise<OutboxEntry>,
): Promise<string | undefined> {
  if (await store.replies.isKnown(id)) return undefined;
  const told = await order?.act();
  const reply = { id, message, at: instantOf(clock), text: text.slice(0, LONGEST_TEXT) };
  const answer = told === undefined ? undefined : await answerWith?.(told);
  await store.replies.keep({ ...reply, ...(person && { person: person.key }), ...(order && { meaning: order.meaning }) }, answer);
  return told;
}

/** Has each piece of work wait for the one before, so that what is said twice at once is not done twice. */
export function createTurn(): <Told>(work: () => Promise<Told>) => Promise<Told> {
  let turn: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
}
