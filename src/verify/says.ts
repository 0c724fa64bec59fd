import type { FieldValue, Item } from "../core/item.ts";
import { isMoment } from "./derivation.ts";

/** What an item says: its words, apart from its dates and instants. */
export interface Says {
  /** Title, body and fields that are no moments, line by line. */
  words: string;
  /** The same in small letters, with who took part. */
  all: string;
  /** Plain dates and instants of its fields, and when it happened and changed. */
  moments: readonly string[];
}

const known = new WeakMap<Item, Says>();

/** What an item says in any field; read once for each. */
export function saysOf(item: Item): Says {
  const found = known.get(item) ?? read(item);
  known.set(item, found);
  return found;
}

function read(item: Item): Says {
  const values: FieldValue[] = [item.title, item.body, item.ts, item.updatedAt, ...Object.values(item.fields)];
  const texts = values.flatMap((value) =>
    value === null || typeof value === "boolean" ? [] : typeof value === "object" ? value : [String(value)],
  );
  const words = texts.filter((text) => !isMoment(text)).join("\n");
  const people = item.actors.map(({ name, email = "" }) => `${name} ${email}`);
  return { words, all: [words, ...people, item.kind, item.source].join("\n").toLowerCase(), moments: texts.filter(isMoment) };
}
