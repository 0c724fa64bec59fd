import type { Actor, DraftItem, FieldValue } from "../../core/item.ts";
import type { Row } from "../../core/row.ts";
import { shorten } from "../text.ts";
import type { Place } from "./place.ts";
import type { RowReader } from "./reader.ts";

const LONGEST_TITLE = 300;
const LONGEST_BODY = 10_000;

/** What a form made of a row. */
interface Parts {
  kind: string;
  title: string;
  actors: readonly Actor[];
  fields: Readonly<Record<string, FieldValue>>;
  body?: string;
  /** A UTC instant; when the row last changed where it is absent. */
  ts?: string;
}

/** The Item of a row: with its id, its address, and the columns that no form knows. */
export function titled(row: Row, place: Place, reader: RowReader, { kind, title, actors, fields, body, ts }: Parts): DraftItem {
  return {
    id: `${place.prefix}${row.id}`,
    source: place.source,
    kind,
    title: shorten(title, LONGEST_TITLE),
    body: shorten(body ?? row.body ?? "", LONGEST_BODY),
    ...(row.url !== undefined && { url: row.url }),
    ts: ts ?? row.updatedAt,
    updatedAt: row.updatedAt,
    actors,
    fields: { ...reader.others(), ...fields },
  };
}
