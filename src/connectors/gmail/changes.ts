import { ChiefError } from "../../core/errors.ts";
import { GONE, pagesOf, type Ask } from "./ask.ts";
import { isDiscarded } from "./labels.ts";
import { historySchema, type HistoryRecord, type Place } from "./wire.ts";

/** What happened in a mailbox since a point of its history. */
export interface Changes {
  /** Where the next one goes on. */
  historyId: string;
  /** Letters that came, or came back, in the order in which they did. */
  added: ReadonlyMap<string, Place>;
  deleted: ReadonlySet<string>;
  /** What became of the labels of letters, by their ids; a letter that is not here kept its own. */
  labels: ReadonlyMap<string, readonly LabelChange[]>;
}

/** Labels that were put on a letter, or taken off. */
export interface LabelChange {
  added?: readonly string[];
  removed?: readonly string[];
}

interface Tally {
  added: Map<string, Place>;
  deleted: Set<string>;
  labels: Map<string, LabelChange[]>;
}

/** Reads what happened since `since`; undefined where Google remembers no more that long ago. A letter that gets one of the labels `wanted` is one that came. */
export async function readChanges(ask: Ask, since: string, wanted: readonly string[] = []): Promise<Changes | undefined> {
  const tally: Tally = { added: new Map(), deleted: new Set(), labels: new Map() };
  let historyId: string | undefined;
  try {
    for await (const page of pagesOf(ask, historySchema, (client, at) =>
      client.users.history.list({ userId: "me", startHistoryId: since, maxResults: 500, ...at }),
    )) {
      for (const record of page.history) count(tally, record, wanted);
      // What happens while later pages are asked for is told again the next time.
      historyId ??= page.historyId;
    }
  } catch (error) {
    // https://developers.google.com/workspace/gmail/api/guides/sync#limitations
    if (error instanceof ChiefError && error.code === GONE) return undefined;
    throw error;
  }
  return { ...tally, historyId: historyId ?? since };
}

function count({ added, deleted, labels }: Tally, record: HistoryRecord, wanted: readonly string[]): void {
  const come = ({ id, threadId }: Place): void => {
    added.set(id, { id, threadId });
    deleted.delete(id);
  };
  for (const { message } of record.messagesAdded) if (!isDiscarded(message.labelIds ?? [])) come(message);
  for (const { message, labelIds } of record.labelsAdded) {
    labels.set(message.id, [...(labels.get(message.id) ?? []), { added: labelIds }]);
    if (labelIds.some((label) => wanted.includes(label))) come(message);
  }
  for (const { message, labelIds } of record.labelsRemoved) {
    labels.set(message.id, [...(labels.get(message.id) ?? []), { removed: labelIds }]);
    // Taken out of the bin again.
    if (isDiscarded(labelIds)) come(message);
  }
  for (const { message } of record.messagesDeleted) {
    added.delete(message.id);
    deleted.add(message.id);
  }
}

/** A letter's labels after what became of them. */
export function relabel(labels: readonly string[], changes: readonly LabelChange[] = []): string[] {
  const now = new Set(labels);
  for (const { added = [], removed = [] } of changes) {
    for (const label of added) now.add(label);
    for (const label of removed) now.delete(label);
  }
  return [...now].toSorted();
}
