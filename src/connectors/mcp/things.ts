import { followPointer, textAt } from "../../lib/json-pointer.ts";
import type { McpResult } from "../../lib/mcp/session.ts";
import { webLink } from "../../lib/web-link.ts";

/** One member of a list that a tool gave back. */
export interface Thing {
  id: string;
  title?: string;
  url?: string;
  /** UTC instant. */
  at?: string;
  /** The member as JSON. */
  text: string;
}

/** Where in an answer and its members to look. */
export interface Pointers {
  items: string;
  id?: string;
  title?: string;
  url?: string;
  at?: string;
}

/** The members of a list, or what is wrong with the answer. Those without an id, and further ones of an id that is there already, are left out. */
export interface FoundThings {
  things: Thing[];
  /** How many could not be used. */
  unusable: number;
  fault?: string;
}

const LONGEST_ID = 200;
const LONGEST_TITLE = 200;

/** The things in what a tool gave back: in its structured content, or its first text that is JSON. */
export function thingsIn(result: Pick<McpResult, "structured" | "texts">, pointers: Pointers): FoundThings {
  const answer = result.structured ?? firstJson(result.texts);
  const list = followPointer(answer, pointers.items);
  if (!Array.isArray(list)) {
    return { things: [], unusable: 0, fault: `there is no list at ${pointers.items || "its top"} of what it gave back` };
  }
  const things = new Map<string, Thing>();
  for (const member of list) {
    const thing = toThing(member, pointers);
    if (thing && !things.has(thing.id)) things.set(thing.id, thing);
  }
  return { things: [...things.values()], unusable: list.length - things.size };
}

function toThing(member: unknown, { id, title, url, at }: Pointers): Thing | undefined {
  const found = textAt(member, id);
  if (found === undefined || found === "" || found.length > LONGEST_ID) return undefined;
  const address = webLink(textAt(member, url));
  const instant = instantIn(textAt(member, at));
  const name = textAt(member, title)?.slice(0, LONGEST_TITLE);
  return {
    id: found,
    ...(name !== undefined && { title: name }),
    ...(address !== undefined && { url: address }),
    ...(instant !== undefined && { at: instant }),
    text: JSON.stringify(member, null, 1),
  };
}

/** The UTC instant that a text names with its zone; undefined for anything else. */
export function instantIn(text: string | undefined): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function firstJson(texts: readonly string[]): unknown {
  for (const text of texts) {
    try {
      return JSON.parse(text);
    } catch {
      // Prose is no list; another part may be one.
    }
  }
  return undefined;
}
