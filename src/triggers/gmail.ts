import { z } from "zod";
import { OWNER_ONLY } from "../core/audience.ts";
import type { Item } from "../core/item.ts";
import { listOf } from "../lib/text.ts";
import { filterWords, isMeantMail, mailKeys, receivedMoment } from "./mail-moments.ts";
import type { Moment } from "./moment.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const schema = z
  .strictObject({
    ...mailKeys,
    label: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .exactOptional()
      .describe(
        "Only with this label: one of Gmail's own such as IMPORTANT, or the id of another. Labels by their names belong in the read of gmail.",
      ),
    ...pollKeys,
  })
  .describe("Runs when new mail has come; looks in the automation's own read of gmail.");

export type GmailEventOptions = z.infer<typeof schema>;

/** New mail, each letter once; what one has sent oneself is none. */
export const gmailSource = pollingSource<GmailEventOptions>({
  id: "gmail",
  schema,
  everyMs: 60_000,
  describe({ label, ...filter }) {
    const filters = [...filterWords(filter), ...(label === undefined ? [] : [`labelled ${label}`])];
    return `when new mail ${filters.length === 0 ? "" : `${listOf(filters)} `}has come in Gmail`;
  },
  audience: () => OWNER_ONLY,
  moments: ({ items }) => items.flatMap(momentOf),
  isMeant: (moment, { label, ...filter }) => isMeantMail(moment, filter) && (label === undefined || isIn(label, moment.fields["labels"])),
});

function momentOf(item: Item): Moment[] {
  const { folder, labels: given } = item.fields;
  const labels = [...new Set([String(folder), ...(Array.isArray(given) ? given.map(String) : [])])];
  return receivedMoment(item, { labels });
}

function isIn(label: string, labels: unknown): boolean {
  return Array.isArray(labels) && labels.some((each) => String(each).toLowerCase() === label.toLowerCase());
}
