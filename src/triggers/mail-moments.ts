import { z } from "zod";
import type { Item } from "../core/item.ts";
import { momentFields, type Moment } from "./moment.ts";

const text = z.string().trim().min(1).max(200);

/** Which letters are meant, in whatever mailbox. */
export const mailKeys = {
  from: text.exactOptional().describe("Only from this address, or from a domain such as @example.com."),
  subject: text.exactOptional().describe("Only where the subject has these words, in upper or lower case."),
};

export interface MailFilter {
  from?: string;
  subject?: string;
}

/** A letter that has come; none for one that was sent, and for what is no letter. */
export function receivedMoment(item: Item, more: object = {}): Moment[] {
  if (item.kind !== "mail" || String(item.fields["folder"]).toLowerCase() === "sent") return [];
  const sender = item.actors.find(({ role }) => role === "from");
  const from = sender?.name ?? "somebody";
  const fields = momentFields("received", item, { from, fromAddress: sender?.email ?? null, subject: item.title, ...more });
  return [{ id: item.id, event: "received", at: item.ts, title: `${from}: ${item.title}`, fields }];
}

/** Whether it is one of those that are meant. */
export function isMeantMail({ fields: { fromAddress, subject: written } }: Moment, { from, subject }: MailFilter): boolean {
  return isFrom(String(fromAddress), from) && has(String(written), subject);
}

/** The filters in words: `from ana@example.com`. */
export function filterWords({ from, subject }: MailFilter): string[] {
  return [...(from === undefined ? [] : [`from ${from}`]), ...(subject === undefined ? [] : [`about "${subject}"`])];
}

function isFrom(address: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  const [is, meant] = [address.toLowerCase(), wanted.toLowerCase()];
  return meant.startsWith("@") ? is.endsWith(meant) : is === meant;
}

function has(words: string, wanted: string | undefined): boolean {
  return wanted === undefined || words.toLowerCase().includes(wanted.toLowerCase());
}
