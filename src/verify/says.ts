import type { FieldValue, Item } from "../core/item.ts";
import { isMoment } from "./moment.ts";

/** What an item says: its words, apart from its dates and instants. */
export interface Says {
  /** Title, body and fields that are no moments, line by line. */
  words: string;
  /** The same in small letters, with who took part. */
  all: string;
  /** Plain dates and instants of its fields, and when it happened and changed. */
  moments: readonly Moment[];
}

/** A plain date or an instant, and the field that it stands in. */
export interface Moment {
  field: string;
  value: string;
}

const known = new WeakMap<Item, Says>();

/** What an item says in any field; read once for each. */
export function saysOf(item: Item): Says {
  const found = known.get(item) ?? read(item);
  known.set(item, found);
  return found;
}

function read(item: Item): Says {
  const { title, body, ts, updatedAt } = item;
  const values: readonly (readonly [string, FieldValue])[] = Object.entries({ title, body, ts, updatedAt, ...item.fields });
  const texts = values.flatMap(([field, value]) => textsOf(value).map((text): Moment => ({ field, value: text })));
  const words = texts.flatMap(({ value }) => (isMoment(value) ? [] : [value])).join("\n");
  const people = item.actors.map(({ name, email = "" }) => `${name} ${email}`);
  return {
    words,
    all: [words, ...people, item.kind, item.source].join("\n").toLowerCase(),
    moments: texts.filter(({ value }) => isMoment(value)),
  };
}

function textsOf(value: FieldValue): readonly string[] {
  if (value === null || typeof value === "boolean") return [];
  return typeof value === "object" ? value : [String(value)];
}
