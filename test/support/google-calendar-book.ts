import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";

/** When an event takes place, as Google writes it. */
export interface WireTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

/** An event as it is put into a calendar. With `recurrence` it is a series, of which only dates are ever listed here. */
export interface WireEvent {
  id: string;
  status?: string;
  start?: WireTime;
  end?: WireTime;
  recurrence?: readonly string[];
  recurringEventId?: string;
  originalStartTime?: WireTime;
  [more: string]: unknown;
}

/** A calendar that knows what changed when. */
export interface CalendarBook {
  summary: string;
  /** Puts an event, or a date of a series in place of the one of the same id. */
  put(event: WireEvent): void;
  /** Takes an event, a series or one date of it back. */
  cancel(id: string): void;
  /** An entry that is none. */
  spoil(entry: unknown): void;
  /** Every change so far. */
  readonly changes: number;
  /** The dates within a span of instants. */
  list(span: Span): unknown[];
  /** What of them has changed since, with what was taken back. */
  changedSince(change: number, span: Span): unknown[];
}

export interface Span {
  timeMin: string;
  timeMax: string;
}

export function createBook(summary: string, timeZone: string): CalendarBook {
  const events = new Map<string, WireEvent>();
  const spoilt: unknown[] = [];
  const changedAt = new Map<string, number>();
  let changes = 0;
  const note = (id: string): void => void changedAt.set(id, (changes += 1));

  function dates(span: Span): WireEvent[] {
    const all = [...events.values()].flatMap((event) =>
      event.recurrence ? expand(event, event.recurrence, span, timeZone).map((each) => events.get(each.id) ?? each) : event,
    );
    return [...new Map(all.filter((event) => meets(event, span)).map((event) => [event.id, event])).values()];
  }

  return {
    summary,
    get changes() {
      return changes;
    },
    put(event) {
      events.set(event.id, { status: "confirmed", iCalUID: `${event.recurringEventId ?? event.id}@google.com`, ...event });
      note(event.id);
    },
    cancel(id) {
      const { recurringEventId, originalStartTime } = events.get(id) ?? seriesDate(id, events) ?? {};
      const date = recurringEventId !== undefined && originalStartTime ? { recurringEventId, originalStartTime } : {};
      events.set(id, { id, status: "cancelled", ...date });
      for (const each of events.values()) if (each.recurringEventId === id) this.cancel(each.id);
      note(id);
    },
    spoil(entry) {
      spoilt.push(entry);
      note("");
    },
    list: (span) => [...dates(span).filter(({ status }) => status !== "cancelled"), ...spoilt],
    changedSince(change, span) {
      const ids = new Set([...changedAt].filter(([, at]) => at > change).map(([id]) => id));
      const told = dates(span).filter(({ id, recurringEventId = "" }) => ids.has(id) || ids.has(recurringEventId));
      const gone = [...events.values()].filter(({ id, status }) => ids.has(id) && status === "cancelled");
      return [...new Map([...told, ...gone].map((event) => [event.id, event])).values(), ...(ids.has("") ? spoilt : [])];
    },
  };
}

/** The dates of a series, each known by its start in UTC. */
function expand(event: WireEvent, recurrence: readonly string[], { timeMin, timeMax }: Span, fallback: string): WireEvent[] {
  const { recurrence: _, ...date } = event;
  const zone = event.start?.timeZone ?? fallback;
  const first = Temporal.Instant.from(event.start?.dateTime ?? "").toZonedDateTimeISO(zone);
  const lengthMs = Date.parse(event.end?.dateTime ?? "") - first.epochMilliseconds;
  const stamp = first.toPlainDateTime().toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
  const rule = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${stamp}\n${recurrence.join("\n")}` });
  return rule.between(new Date(timeMin), new Date(timeMax), true).map((start) => {
    const at = Temporal.Instant.fromEpochMilliseconds(start.epochMilliseconds).toZonedDateTimeISO(zone);
    const text = (time: Temporal.ZonedDateTime): WireTime => ({ dateTime: time.toString({ timeZoneName: "never" }), timeZone: zone });
    const id = `${event.id}_${at.toInstant().toString().replace(/[-:]/g, "")}`;
    return {
      ...date,
      id,
      recurringEventId: event.id,
      originalStartTime: text(at),
      start: text(at),
      end: text(at.add({ milliseconds: lengthMs })),
    };
  });
}

/** A date that only the rule of its series tells. */
function seriesDate(
  id: string,
  events: ReadonlyMap<string, WireEvent>,
): Pick<WireEvent, "recurringEventId" | "originalStartTime"> | undefined {
  const [, series = "", stamp = ""] = /^(.+)_(\d{8}T\d{6}Z)$/.exec(id) ?? [];
  const dateTime = stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
  return events.has(series) ? { recurringEventId: series, originalStartTime: { dateTime } } : undefined;
}

function meets({ start, end }: WireEvent, { timeMin, timeMax }: Span): boolean {
  const [from, to] = [start, end].map((time) => Date.parse(time?.dateTime ?? time?.date ?? ""));
  if (from === undefined || to === undefined || Number.isNaN(from)) return true;
  return from < Date.parse(timeMax) && (Number.isNaN(to) || to > Date.parse(timeMin));
}
