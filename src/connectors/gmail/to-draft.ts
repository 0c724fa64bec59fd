import type { DraftItem, Item } from "../../core/item.ts";
import { draftLetter } from "../../lib/letter/draft-letter.ts";
import { parseLetter } from "../../lib/letter/parse-letter.ts";
import { relabel, type LabelChange } from "./changes.ts";
import { isDiscarded, marksOf } from "./labels.ts";
import { bytesOfLetter } from "./to-bytes.ts";
import type { Message } from "./wire.ts";

/** Between which instants letters are told of, in milliseconds. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** What became of a letter that was read; `outside` also of what was thrown away. */
export type Verdict = { kind: "read"; draft: DraftItem } | { kind: "outside" | "later" | "broken" };

/** The Item of a letter in Gmail. Its own date counts, unless that lies outside of the span in which Google accepted it. */
export async function toDraft({ id, labelIds, internalDate, payload }: Message, { fromMs, toMs }: Span): Promise<Verdict> {
  const acceptedMs = Number(internalDate);
  if (isDiscarded(labelIds) || acceptedMs < fromMs) return { kind: "outside" };
  if (acceptedMs > toMs) return { kind: "later" };
  const letter = await parseLetter(bytesOfLetter(payload)).catch(() => undefined);
  if (letter === undefined) return { kind: "broken" };
  const sentMs = letter.sent?.ms;
  const isSound = sentMs !== undefined && sentMs >= fromMs && sentMs <= toMs;
  const draft = draftLetter(letter, { source: "gmail", atMs: isSound ? sentMs : acceptedMs, folder: "", unread: null });
  const labelled = withLabels({ ...draft, id: `gmail:${id}`, url: `https://mail.google.com/mail/u/0/#all/${id}` }, labelIds.toSorted());
  return { kind: "read", draft: isSound ? labelled : { ...labelled, fields: { ...labelled.fields, dateGuessed: true } } };
}

/** A known letter with the labels that it has now; undefined where it is none to tell of any more. */
export function relabelled({ contentHash: _hash, ...draft }: Item, changes: readonly LabelChange[] | undefined): DraftItem | undefined {
  const labels = relabel(labelsOf(draft), changes);
  return isDiscarded(labels) ? undefined : withLabels(draft, labels);
}

/** Guarded by hand: a schema would take longer over thousands of letters than all else. */
export function labelsOf({ fields: { labels } }: Pick<Item, "fields">): readonly string[] {
  return typeof labels === "object" && labels !== null ? labels : [];
}

function withLabels(draft: DraftItem, labels: readonly string[]): DraftItem {
  const { bulk } = draft.fields;
  return { ...draft, fields: { ...draft.fields, ...marksOf(labels, typeof bulk === "string" ? bulk : null), labels } };
}
