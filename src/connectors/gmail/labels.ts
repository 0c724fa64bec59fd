import type { z } from "zod";
import type { MailFields } from "../../core/kinds/mail.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import type { Ask } from "./ask.ts";
import { labelsSchema } from "./wire.ts";

/** What is no letter to be told of, or not yet, or not any more. */
const DISCARDED: ReadonlySet<string> = new Set(["DRAFT", "SPAM", "TRASH", "CHAT"]);
/** Google's own sorting (https://developers.google.com/workspace/gmail/api/guides/labels) where it means letters to many. */
const BULK: Readonly<Record<string, string>> = { CATEGORY_PROMOTIONS: "promotions", CATEGORY_SOCIAL: "social" };

/** Whether a letter with these labels is one to tell of. */
export function isDiscarded(labels: readonly string[]): boolean {
  return labels.some((label) => DISCARDED.has(label));
}

/** What Gmail's labels say of a letter; `bulk` is what the letter itself says. */
export function marksOf(labels: readonly string[], bulk: MailFields["bulk"]): Pick<MailFields, "folder" | "unread" | "bulk"> {
  const category = labels.flatMap((label) => BULK[label] ?? [])[0];
  const own = Object.values(BULK).includes(bulk ?? "") ? null : bulk;
  return {
    folder: labels.includes("SENT") ? "Sent" : labels.includes("INBOX") ? "INBOX" : "Archive",
    unread: labels.includes("UNREAD"),
    bulk: own ?? category ?? null,
  };
}

/** The ids of the labels that a grant names, and a failure for each that is not there; undefined where it names none. */
export async function findLabels(
  ask: Ask,
  names: readonly string[] | undefined,
): Promise<{ ids?: readonly string[]; failures: Fetched["failures"][number][] }> {
  if (names === undefined) return { failures: [] };
  const { labels } = await ask(labelsSchema, (client) => client.users.labels.list({ userId: "me", fields: "labels(id,name)" }));
  const found = names.map((name) => ({ name, id: labels.find((label) => isNamed(label, name))?.id }));
  return {
    ids: [...new Set(found.flatMap(({ id }) => id ?? []))],
    failures: found
      .filter(({ id }) => id === undefined)
      .map(({ name }) => ({
        what: `the label ${name}`,
        error: "there is no such label",
        hint: "Write it as Gmail shows it, a label within another as Outer/Inner.",
      })),
  };
}

function isNamed(label: z.infer<typeof labelsSchema>["labels"][number], name: string): boolean {
  return label.id === name || label.name.toLowerCase() === name.toLowerCase();
}
