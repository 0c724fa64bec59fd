import { NOT_YET, NO_NAME, TO_LOOK_AT, asking, handing, notMine } from "./words/handing.ts";
import type { Naming } from "./roster.ts";

/** That somebody else has it now. */
export interface Handover {
  /** A key of people; null where nobody is named, or nobody who is known. */
  to: string | null;
  /** Whether it has to be asked who is meant. */
  isUnclear: boolean;
  start: number;
  end: number;
}

/** What a clause says of who has it now; undefined where it says nothing, or nothing that is so already. `wasTypedLarge` tells names from words. */
export function handoverIn(text: string, namings: readonly Naming[], wasTypedLarge: (start: number) => boolean): Handover | undefined {
  for (const words of [asking, ...handing]) {
    const match = words.exec(text);
    const who = match?.[1];
    if (!match || who === undefined) continue;
    const at = match.index + match[0].lastIndexOf(who);
    const span = { start: match.index, end: match.index + match[0].length };
    if ((words !== asking && NOT_YET.test(text.slice(0, at)) && !notMine.test(text)) || TO_LOOK_AT.test(text.slice(at))) continue;
    if (/@\d+(?:'s)?,? (?:or|and|&) @\d+/.test(text)) return { ...span, to: null, isUnclear: true };
    const people = who.startsWith("@") ? (namings[Number(who.slice(1))]?.people ?? []) : [];
    const [only] = people;
    if (people.length > 0) return { ...span, to: people.length === 1 ? (only ?? null) : null, isUnclear: people.length > 1 };
    if (!NO_NAME.test(who.replace(/'s?$/, "")) && wasTypedLarge(at)) return { ...span, to: null, isUnclear: true };
  }
  const match = notMine.exec(text);
  return match ? { to: null, isUnclear: false, start: match.index, end: match.index + match[0].length } : undefined;
}
