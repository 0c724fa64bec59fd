import { OWNER_ONLY } from "../core/audience.ts";
import { z } from "zod";
import type { Item } from "../core/item.ts";
import { listOf } from "../lib/text.ts";
import { momentFields, type Moment } from "./moment.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const text = z.string().trim().min(1).max(200);

const schema = z
  .strictObject({
    from: text.exactOptional().describe("Only from this address, or from a domain such as @example.com."),
    subject: text.exactOptional().describe("Only where the subject has these words, in upper or lower case."),
    label: text
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
  describe({ from, subject, label }) {
    const filters = [
      ...(from === undefined ? [] : [`from ${from}`]),
      ...(subject === undefined ? [] : [`about "${subject}"`]),
      ...(label === undefined ? [] : [`labelled ${label}`]),
    ];
    return `when new mail ${filters.length === 0 ? "" : `${listOf(filters)} `}has come in Gmail`;
  },
  audience: () => OWNER_ONLY,
  moments: ({ items }) => items.flatMap(momentOf),
  isMeant({ fields }, { from, subject, label }) {
    const { fromAddress, subject: written, labels } = fields;
    return isFrom(String(fromAddress), from) && has(String(written), subject) && (label === undefined || isIn(label, labels));
  },
});

function momentOf(item: Item): Moment[] {
  const { folder, labels: given } = item.fields;
  if (item.kind !== "mail" || String(folder).toLowerCase() === "sent") return [];
  const sender = item.actors.find(({ role }) => role === "from");
  const labels = [...new Set([String(folder), ...(Array.isArray(given) ? given.map(String) : [])])];
  const from = sender?.name ?? "somebody";
  const fields = momentFields("received", item, { from, fromAddress: sender?.email ?? null, subject: item.title, labels });
  return [{ id: item.id, event: "received", at: item.ts, title: `${from}: ${item.title}`, fields }];
}

function isFrom(address: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const [is, meant] = [address.toLowerCase(), wanted.toLowerCase()];
  return meant.startsWith("@") ? is.endsWith(meant) : is === meant;
}

function has(words: string, wanted: string | undefined): boolean {
  return wanted === undefined || words.toLowerCase().includes(wanted.toLowerCase());
}

function isIn(label: string, labels: unknown): boolean {
  return Array.isArray(labels) && labels.some((each) => String(each).toLowerCase() === label.toLowerCase());
}
