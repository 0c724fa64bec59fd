import type { Item } from "../../core/item.ts";
import { countOf } from "../../lib/text.ts";
import type { CountTokens } from "../../lib/tokens.ts";
import { inMargin, quoted } from "./foreign.ts";
import type { Names } from "./names.ts";
import { partsOf } from "./parts.ts";
import { windows } from "./windows.ts";
import { instantText, valueText, type Write } from "./wording.ts";

/** The most that one thing may take. */
const MOST_TOKENS = 4_000;
/** So many characters of a body are counted at once, and none behind where there is no more room. */
const STRIDE = 1_000;
/** A token has mostly half as many: what is behind is not counted either, so that lines of rules cost no time. */
const MOST_CHARACTERS_OF_TOKEN = 8;
/** For what is said before the body. */
const MOST_FIELDS = 40;
const LONGEST_TITLE = 300;
const MOST_ACTORS = 30;

export interface Looking {
  names: Names;
  write: Write;
  count: CountTokens;
}

/**
 * One thing in full, as text: a long one up to its last whole sentence that has room, with how much is missing; or that part of it, counted
 * from 1. Undefined where there is no such thing or part.
 */
export function look(name: string, { names, write, count }: Looking, part?: number): { item: Item; text: string } | undefined {
  const item = names.itemOf(name);
  if (!item) return undefined;
  const head = headOf(name, item, write);
  if (part !== undefined) {
    const parts = partsOf(item, count);
    const found = parts[part - 1];
    return found && { item, text: [...head, `(part ${part} of ${parts.length})`, inMargin(found.text.trimEnd())].join("\n") };
  }
  const room = Math.max(MOST_TOKENS - count(head.join("\n")), 0);
  return { item, text: [...head, ...bodyOf(item.body, room, count)].join("\n") };
}

function headOf(name: string, { kind, title, ts, updatedAt, actors, fields }: Item, write: Write): string[] {
  const told = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  const who = actors
    .slice(0, MOST_ACTORS)
    .map((actor) => `${actor.role} ${quoted(actor.name, 60)}${actor.response ? ` ${actor.response}` : ""}`);
  return [
    `${name} ${kind} ${quoted(title, LONGEST_TITLE)}`,
    `ts=${instantText(ts, write)} updatedAt=${instantText(updatedAt, write)}`,
    ...(who.length > 0 ? [who.join(", ")] : []),
    ...told.slice(0, MOST_FIELDS).map(([field, value]) => `${field}=${valueText(value, write)}`),
  ];
}

function bodyOf(body: string, room: number, count: CountTokens): string[] {
  if (body.trim() === "") return [];
  const near = body.slice(0, reachOf(body, room, count));
  if (near.length === body.length) {
    const whole = inMargin(body);
    if (count(whole) <= room) return [whole];
  }
  const shown = beginningOf(near, room, count);
  const missing = body.length - shown.length;
  return [...(shown === "" ? [] : [inMargin(shown.trimEnd())]), `(${countOf(missing, "more character")} not shown)`];
}

/** Where at the latest a body has taken all of its room. */
function reachOf(body: string, room: number, count: CountTokens): number {
  const most = Math.min(body.length, room * MOST_CHARACTERS_OF_TOKEN);
  let end = 0;
  for (let used = 0; end < most && used <= room; end += STRIDE) used += count(body.slice(end, end + STRIDE));
  return end;
}

/** Small windows, so that little room is left empty; the margin takes a little of it. */
function beginningOf(body: string, room: number, count: CountTokens): string {
  const parts = windows(body, Math.max(Math.floor(room / 40), 1), count);
  let left = room;
  let end = 0;
  for (const part of parts) {
    left -= count(inMargin(part.text)) + 1;
    if (left < 0) break;
    end = part.end;
  }
  return body.slice(0, end);
}
