import { z } from "zod";
import type { Item } from "../item.ts";

/**
 * The fields of an Item of kind `transcript`: what was said in one meeting. Title is the meeting's, `ts` is when it began; body has one line
 * for each turn, `00:12:03 Ana Ruiz: words`, where the time and the name are there as far as they are known; actors are `speaker`.
 */
export const transcriptFields = z.object({
  /** Relative to the workspace. */
  path: z.string(),
  /** Its day, as the file says it or else as it was written: a plain date. */
  date: z.string(),
  /** Whether the file says its day; else "Friday" may be any, and no day is made of it. */
  dated: z.boolean(),
  turns: z.number(),
  /** From its first word to its last; null where no times are written. */
  seconds: z.number().nullable(),
});
export type TranscriptFields = z.infer<typeof transcriptFields>;

/** An Item with the fields of its kind. */
export interface Transcript extends TranscriptFields {
  item: Item;
}

/** The transcripts among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function transcriptsIn(items: readonly Item[]): Transcript[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "transcript" ? transcriptFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
