import { pagesOf, type Ask } from "./ask.ts";
import { listingSchema, type Place } from "./wire.ts";

/** The most that Gmail hands over at once: https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/list */
const LARGEST_PAGE = 500;

/** Which letters to look up. */
export interface Wish {
  fromMs: number;
  /** Ids; letters with any of them are meant, all letters where there are none. */
  labels?: readonly string[] | undefined;
  /** Of each label at most so many, the newest. */
  max: number;
}

/** The newest letters, newest first for each label; `isCut` where there are older ones in the span. */
export async function listLetters(ask: Ask, { fromMs, labels, max }: Wish): Promise<{ places: Place[]; isCut: boolean }> {
  const places = new Map<string, Place>();
  let isCut = false;
  for (const label of labels ?? [undefined]) {
    let left = max;
    for await (const page of pagesOf(ask, listingSchema, (client, at) =>
      client.users.messages.list({
        userId: "me",
        // https://support.google.com/mail/answer/7190 ; seconds are documented at .../gmail/api/guides/filtering
        q: `after:${Math.max(Math.floor(fromMs / 1_000) - 1, 0)} -in:drafts -in:chats`,
        ...(label !== undefined && { labelIds: [label] }),
        maxResults: Math.min(max, LARGEST_PAGE),
        ...at,
      }),
    )) {
      for (const { id, threadId } of page.messages.slice(0, left)) places.set(id, { id, threadId });
      const isFull = page.messages.length >= left;
      isCut ||= page.messages.length > left || (isFull && page.nextPageToken !== undefined);
      left -= Math.min(page.messages.length, left);
      if (isFull) break;
    }
  }
  return { places: [...places.values()], isCut };
}
