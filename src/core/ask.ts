/** Questions to people about how their part of a plan stands: rows that a pure function moves, and that end in a state with a reason. */

/** What somebody may say of an item. */
export const TOLD_STATUSES = ["done", "on_track", "at_risk", "blocked", "reassigned", "not_started", "dropped"] as const;
export type ToldStatus = (typeof TOLD_STATUSES)[number];

/** `due` is decided and waits for its person's hours; `unclear` was answered, and asked back once. */
export const OPEN_ASK_STATES = ["due", "asked", "unclear"] as const;
/**
 * `answered` by its person; `moved` since something was seen elsewhere; `reassigned` by its person, to somebody who has an ask of their own where that is
 * possible; `stopped` by its person; `silent` after the last reminder, or a reply that nobody understood, told to whoever wants to know; `expired` with
 * its plan or its time; `removed` with its item, or since the plan names somebody else; `cancelled` by whoever wants to know.
 */
export const ENDED_ASK_STATES = ["answered", "moved", "reassigned", "stopped", "silent", "expired", "removed", "cancelled"] as const;
export type EndedAskState = (typeof ENDED_ASK_STATES)[number];
export type AskState = (typeof OPEN_ASK_STATES)[number] | EndedAskState;

/** One question to one person about one item: one ask and two reminders at most. */
export interface Ask {
  /** Hash of automation, item, person, and the instant at which it was decided. */
  id: string;
  automation: string;
  /** Id of the Item that it is about, and what people call that. */
  item: string;
  key: string;
  title: string;
  /** A key of config/people.yaml. */
  person: string;
  /** Whom the plan named when it was decided: its person, unless that one was told of by somebody who handed it over. */
  actor: string;
  state: AskState;
  /** Why it is as it is, in words. */
  reason: string;
  /** Why this person was asked about it, in words. */
  because: string;
  createdAt: string;
  /** When messages about it to its person were decided on, oldest first: the question, then reminders. Each leaves within ten minutes. */
  messages: readonly { at: string; key: string }[];
  /** Whether its person was asked back what a reply meant. */
  askedBack: boolean;
  /** When its person last wrote something that does not say how it stands: no reminder follows. */
  repliedAt?: string;
  /** What its person said last of how it stands; absent until they have. */
  answer?: Answer;
  endedAt?: string;
}

/** Messages about one item to one person: a question and two reminders. */
export const MOST_MESSAGES = 3;
/** Messages to one person on seven days, whichever automations write them; on one day there is one. */
export const MOST_IN_A_WEEK = 3;

/** What somebody said of an item, and where. */
export interface Answer {
  told: Told;
  /** The words that say so, as they were written. */
  quote: string;
  /** When they were written: a UTC instant. */
  at: string;
  /** Id of the reply. */
  reply: string;
  /** When a run took them in, which may be long after: a UTC instant; absent of answers that are older than this field. */
  heardAt?: string;
}

/** What somebody wants of questions, whichever automation asks them. */
export interface Wish {
  /** A key of config/people.yaml. */
  person: string;
  /** Since when they want none: a UTC instant; null where they do. */
  stoppedAt: string | null;
  /** A plain date before which they want none; null where there is none. */
  snoozedUntil: string | null;
}

/** What somebody says of questions at an instant: what is absent stays as it is. */
export interface WishSaid extends Partial<Omit<Wish, "person">> {
  person: string;
  at: string;
}

/** What a reply says of one item, with the words that say so. */
export interface Told {
  /** Id of the Item. */
  item: string;
  status: ToldStatus | null;
  /** A plain date, or the first and the last of a range that nobody has narrowed down. */
  eta: string | { from: string; to: string } | null;
  /** Whether the day has to be asked back: an `eta` beside it is proposed, never written. */
  etaAsk: boolean;
  /** From 0 to 100. */
  percent: number | null;
  /** What it waits for in the reply's words, and who that is of the people given: a key, null where it is none of them or more than one. */
  blocker: { by: string | null; what: string } | null;
  /** Whom it was handed to: a key of the people given, null where nobody of them is named. */
  to: string | null;
  /** Words of the reply as [start, end) offsets in UTF-16 code units. */
  quote: readonly [number, number];
  /** Whether it may be written into a plan without a person's look; what is not sure is proposed, or asked back once. A day with `etaAsk` never is. */
  sure: boolean;
}

/** What is made of a reply. */
export interface Understood {
  told: readonly Told[];
  /**
   * What has to be asked back: one question, naming its items; absent where nothing has. What is told of the same and of other items holds
   * all the same. `question` where the writer asks something instead.
   */
  unclear?: { items: readonly string[]; why: "which_item" | "status" | "date" | "person" | "question" };
  /** No more of these to this person, in any automation. */
  stop: boolean;
  /** Set where all that it says is that they may be asked again: what stopped or put off questions ends. */
  start?: true;
  /** A plain date before which nothing is asked. */
  snoozedUntil?: string;
}

/** Whether something is still to be said, or to be heard, of it. */
export function isOpenAsk({ state }: Pick<Ask, "state">): boolean {
  return OPEN_ASK_STATES.some((open) => open === state);
}

/** Whether what its person says still counts: a late answer, the last word in the place of an earlier one, and more than was seen elsewhere, do. */
export function isAnswerable(ask: Pick<Ask, "state">): boolean {
  return isOpenAsk(ask) || ask.state === "silent" || ask.state === "answered" || ask.state === "moved";
}

/** The same at its end. */
export function endAsk(ask: Ask, state: EndedAskState, reason: string, at: string): Ask {
  return { ...ask, state, reason, endedAt: at };
}

/** The code of what ends a message that asks something, since it is settled by then: nobody has to see to that. */
export const QUESTION_OVER = "question-over";

/** What becomes of asks when a message did not reach its person: they were not asked by it. */
export function takeBack(asks: readonly Ask[], messageKey: string): Ask[] {
  return asks.flatMap((ask) => {
    const messages = ask.messages.filter(({ key }) => key !== messageKey);
    if (messages.length === ask.messages.length) return [];
    const state = ask.state === "asked" && messages.length === 0 ? "due" : ask.state;
    return [{ ...ask, messages, state, reason: isOpenAsk(ask) ? "the message did not arrive" : ask.reason }];
  });
}
