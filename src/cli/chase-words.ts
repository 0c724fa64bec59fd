import type { People } from "../core/person.ts";
import { formatDay, formatInstant, formatTime, type Reader } from "../render/prose.ts";
import { nameOf } from "./ask-words.ts";
import type { ToldChase } from "./chased.ts";
import { oneLine, table } from "./print.ts";
import type { Session } from "./session.ts";

/** Of an item of the plan. */
type Known = Omit<ToldChase["items"][number], "id">;

/** A message that would go out, with all that it asks about. */
interface ToldMessage extends Omit<ToldChase["messages"][number], "asks"> {
  name: string;
  items: (Known & { ask: string; item: string; because: string })[];
}

/** An item about which nobody is asked now. */
type ToldWait = ToldChase["waits"][number] & Known & { name: string };

/** What a run has concluded about asking, with the names of people and items. */
export interface NamedChase {
  messages: ToldMessage[];
  waits: ToldWait[];
  /** Why nobody at all is asked, in words; null where that is not so. */
  heldBack: string | null;
}

/** The same with what people and items are called. */
export function namedChase({ messages, asks, waits, items, heldBack }: ToldChase, people: People): NamedChase {
  const askOf = new Map(asks.map((ask) => [ask.id, ask]));
  const knownOf = (id: string): Known => {
    const { key = id, title = id } = asks.find(({ item }) => item === id) ?? {};
    const { id: _id, ...known } = items.find((item) => item.id === id) ?? { id, key, title, due: null, movedAt: null };
    return known;
  };
  return {
    heldBack: heldBack ?? null,
    messages: messages.map(({ asks: ids, ...message }) => ({
      ...message,
      name: nameOf(message.person, people),
      items: ids.flatMap((id) => askOf.get(id) ?? []).map(({ id, item, because }) => ({ ...knownOf(item), ask: id, item, because })),
    })),
    waits: waits
      .map((wait) => ({ ...wait, ...knownOf(wait.item), name: wait.person === null ? "" : nameOf(wait.person, people) }))
      .toSorted((a, b) => (a.due ?? LAST).localeCompare(b.due ?? LAST) || a.key.localeCompare(b.key, "en", { numeric: true })),
  };
}

/** After all days that are written. */
const LAST = "9999";

/** Prints whom a run would have asked, and why nobody is asked about the rest. */
export function showChase({ print, tableWidth }: Session, { messages, waits, heldBack }: NamedChase, reader: Reader): void {
  for (const message of messages) print(`${headOf(message, reader)}\n${table(itemRows(message, reader), tableWidth)}\n`);
  const nobody = `${formatInstant(reader.asOf, reader)} (${reader.timezone}): nobody would be asked.`;
  if (messages.length === 0) print(heldBack === null ? nobody : oneLine(`Held back: ${heldBack}.`));
  if (waits.length > 0) print(`Nobody is asked about:\n${table(waitRows(waits, reader), tableWidth)}`);
}

const KINDS = { ask: "would be asked", reminder: "would be reminded", last_reminder: "would be reminded for the last time" } as const;

function headOf({ name, kind, from, to }: ToldMessage, reader: Reader): string {
  const isSameDay = formatDay(from, reader) === formatDay(to, reader);
  return `${oneLine(name)} ${KINDS[kind]}, ${formatInstant(from, reader)} to ${(isSameDay ? formatTime : formatInstant)(to, reader)}:`;
}

function itemRows({ items, more }: ToldMessage, reader: Reader): string[][] {
  const rows = items.map(({ key, title, due, movedAt, because }) => {
    const dueInWords = due === null ? "" : `, due ${due}`;
    const moved = movedAt === null ? "nothing seen of it yet" : `last seen to move on ${formatDay(movedAt, reader)}`;
    return [key, because, `${title}${dueInWords}, ${moved}`];
  });
  return [["ITEM", "WHY THEY", "ABOUT"], ...rows, ...(more === 0 ? [] : [["", "", `and ${more} smaller, not named`]])];
}

function waitRows(waits: readonly ToldWait[], reader: Reader): string[][] {
  const rows = waits.map(({ key, title, name, until, why }) => [
    key,
    name,
    until === null ? "" : formatInstant(until, reader),
    key === title ? why : `${title}: ${why}`,
  ]);
  return [["ITEM", "WHO", "UNTIL", "WHY"], ...rows];
}
