import type { DraftItem } from "../../core/item.ts";
import type { Fetched } from "../../core/ports/outside.ts";

/** What one part of a grant brought. */
export interface Brought {
  drafts: DraftItem[];
  failures: Fetched["failures"][number][];
  notes: string[];
}
