import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `incident`: something that broke for people, whichever source it comes from. Title is what people call it,
 * body what is written of it, `ts` is when it began, `url` its page; actors are `lead` and `reporter`. All instants are UTC.
 */
export const incidentFields = z.object({
  /** What broke, as rollouts name their service; null where nobody has said. */
  service: text,
  state: z.enum(["open", "mitigated", "resolved"]),
  /** In its source's own words, such as `SEV2`. */
  severity: text,
  detectedAt: text,
  mitigatedAt: text,
  resolvedAt: text,
  /** Who was affected and how, in its source's words. */
  impact: text,
  /** What caused it, in its source's words; null where nobody has written it down. */
  cause: text.default(null),
});
/** As sources write them: what they know nothing of may be left out. */
export type IncidentFields = Omit<AllIncidentFields, "cause"> & Partial<Pick<AllIncidentFields, "cause">>;
type AllIncidentFields = z.infer<typeof incidentFields>;

/** An Item with the fields of its kind. */
export interface Incident extends AllIncidentFields {
  item: Item;
}

/** The incidents among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function incidentsIn(items: readonly Item[]): Incident[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "incident" ? incidentFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
