import type { ToldStatus } from "../../core/ask.ts";
import type { Item } from "../../core/item.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import { joined } from "../facts.ts";

/** What somebody told of how a thing stands, as a reader is told. */
export const TOLD_WORDS: Readonly<Record<ToldStatus, string>> = {
  done: "done",
  on_track: "on track",
  at_risk: "at risk",
  blocked: "blocked",
  reassigned: "not theirs",
  not_started: "not started",
  dropped: "dropped",
};

const WORDS: ReadonlyMap<unknown, string> = new Map(Object.entries(TOLD_WORDS));

/** What the Item of an ask says of how its thing stands: `at risk, ETA Thu 27 Nov, waits for legal`; empty where it says nothing. */
export function toldWords(ask: Item): Prose {
  const { status, percent, blocker } = ask.fields;
  const word = WORDS.get(status);
  const parts: Prose[] = [
    ...(word === undefined ? [] : [prose`${word}`]),
    ...etaWords(ask),
    ...(typeof percent === "number" ? [prose`${fact(ask, "fields.percent")} % done`] : []),
    ...(typeof blocker === "string" ? [prose`waits for ${fact(ask, "fields.blocker")}`] : []),
  ];
  return joined(parts, ", ");
}

function etaWords(ask: Item): Prose[] {
  const { eta, etaTo } = ask.fields;
  if (typeof eta !== "string") return [];
  const from = fact(ask, "fields.eta", "date");
  return [typeof etaTo === "string" ? prose`ETA between ${from} and ${fact(ask, "fields.etaTo", "date")}` : prose`ETA ${from}`];
}
