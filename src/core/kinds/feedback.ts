import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `feedback`: what one customer said about a product, whichever source it comes from. Title is its first
 * words, body what was said, `ts` is when, `url` its page; an actor of role `from` where it is known who said it.
 */
export const feedbackFields = z.object({
  /** Who the customer is: a company, or a person where it has none; null where it is not known. */
  customer: text,
  /** Where it was said, such as `support` or `survey`. */
  channel: text,
  /** Issues that it is about, such as `owner/name#12`. */
  issues: z.array(z.string()),
});
export type FeedbackFields = z.infer<typeof feedbackFields>;

/** An Item with the fields of its kind. */
export interface Feedback extends FeedbackFields {
  item: Item;
}

/** The pieces of feedback among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function feedbackIn(items: readonly Item[]): Feedback[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "feedback" ? feedbackFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
