import { Temporal } from "temporal-polyfill";
import type { DraftItem, FieldValue, Item } from "../core/item.ts";
import { plainDateOf } from "../core/work-calendar.ts";
import { sealItem } from "./hash.ts";

/** Made-up Items as a file holds them. */
export interface ExampleFile {
  /** The plain date on which they are of today. */
  anchor: string;
  /** The IANA zone whose hours they keep. */
  timezone: string;
  items: readonly DraftItem[];
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Items of made-up data, at the same hours of the reader's zone and moved by whole days to the day of `asOf`, each marked as an example. */
export function exampleItems({ anchor, timezone: written, items }: ExampleFile, asOf: string, timezone: string): Item[] {
  const { days } = Temporal.PlainDate.from(anchor).until(plainDateOf(asOf, timezone), { largestUnit: "days" });
  const move = (text: string): string => {
    if (DATE.test(text)) return Temporal.PlainDate.from(text).add({ days }).toString();
    if (text === written) return timezone;
    return text.replaceAll(INSTANT, (instant) => {
      const hour = Temporal.Instant.from(instant).toZonedDateTimeISO(written).toPlainDateTime();
      return hour.add({ days }).toZonedDateTime(timezone).toInstant().toString({ fractionalSecondDigits: 3 });
    });
  };
  return items
    .map((item) => ({
      ...item,
      id: move(item.id),
      ts: move(item.ts),
      updatedAt: move(item.updatedAt),
      fields: moveFields(item.fields, move),
    }))
    .filter(({ ts, kind }) => kind === "instance" || ts <= asOf)
    .map(sealItem);
}

function moveFields(fields: DraftItem["fields"], move: (text: string) => string): Record<string, FieldValue> {
  const moved = Object.entries(fields).map(([name, value]) => [name, moveValue(value, move)] as const);
  return { ...Object.fromEntries(moved), example: true };
}

function moveValue(value: FieldValue, move: (text: string) => string): FieldValue {
  if (typeof value === "string") return move(value);
  return typeof value === "object" && value !== null ? value.map(move) : value;
}
