import { fieldsOf, type Event } from "../core/event.ts";
import type { Coverage, Item } from "../core/item.ts";

/** What one look at a source has shown. */
export interface Look {
  items: readonly Item[];
  /** The span whose items it brings, by their `ts`; absent where it brings all there are. */
  covers?: Coverage;
  /** Every part could be read: what is not there is gone. Of what is remembered: every part has been read at least once. */
  isWhole: boolean;
  /** UTC instant: when it began. Of what is remembered: since when something may not have been seen. */
  at: string;
}

/** Something that happened, as far as looks at a source show it. */
export interface Moment {
  /** Unique within the source, and the same however often it is noticed. */
  id: string;
  /** Which of the source's events it is. */
  event: string;
  /** UTC instant. */
  at: string;
  title: string;
  fields: Event["fields"];
  /** It happened before anybody looked, and has only come into view now: nobody is told. */
  isStale?: boolean;
}

/** The facts of an item as those of something that happened to it; `more` is ours, and counts before what the item says. */
export function momentFields(event: string, item: Item, more: object = {}): Event["fields"] {
  return fieldsOf({ ...item.fields, event, item: item.id, title: item.title, url: item.url ?? null, ...more });
}
