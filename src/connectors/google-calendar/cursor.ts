import { z } from "zod";
import type { Item } from "../../core/item.ts";
import { prefixOf } from "./to-item.ts";

const cursorSchema = z.object({ print: z.string(), calendars: z.record(z.string(), z.object({ token: z.string(), count: z.int() })) });

/** Where to go on: what tells the changes of each calendar that was listed in full. */
export interface Cursor {
  /** Of the days that were read and of the grant's options: for other ones everything is listed anew. */
  print: string;
  /** By the ids of calendars: Google's token, and how many dates there were. */
  calendars: Record<string, { token: string; count: number }>;
}

/** What is known of a calendar from the fetch before. */
export interface Known {
  token: string;
  items: readonly Item[];
}

/** What an earlier fetch left of one calendar; undefined where that is not all that it had. */
export function recall(cursor: unknown, print: string, calendarId: string, picture: readonly Item[]): Known | undefined {
  const earlier = cursorSchema.safeParse(cursor).data;
  const kept = earlier?.print === print ? earlier.calendars[calendarId] : undefined;
  const items = picture.filter(({ id }) => id.startsWith(prefixOf(calendarId)));
  return kept && kept.count === items.length ? { token: kept.token, items } : undefined;
}
