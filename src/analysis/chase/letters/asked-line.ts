import type { Ask } from "../../../core/ask.ts";
import type { Bullet } from "../../../core/briefing.ts";
import { findFact, type Item } from "../../../core/item.ts";
import { fact, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { joined } from "../../facts.ts";
import { openTasks, STATUS_WORDS } from "../../rules/tasks/task.ts";
import { asksAsItems } from "../evidence.ts";
import type { ChaseMessage } from "../types.ts";
import type { LetterContext } from "./setting.ts";

/** What is asked about, with what is known of it; a last reminder only names it. */
export function askedLine(ask: Ask, asks: readonly Ask[], kind: ChaseMessage["kind"], context: LetterContext): Bullet {
  const item = context.items.find(({ id }) => id === ask.item);
  if (item === undefined) return { kind: "fact", text: prose`${ask.title}`, cites: [], flags: [] };
  const named = ask.key === ask.title ? [] : prose` (${fact(item, "fields.key")})`;
  const due = isText(item, "fields.due") ? prose`, due ${fact(item, "fields.due", "date")}` : [];
  const title: Span = { kind: "fact", fact: getFact(item, "title"), form: "text", strong: true };
  const name = prose`${title}${named}${due}`;
  const known = kind === "ask" ? [...whyYou(ask), ...planSays(item, context), ...saidBefore(ask, asks, context)] : [];
  const text = known.length === 0 ? name : prose`${name}: ${joined(known, "; ")}`;
  return { kind: "fact", text, cites: [item.id], flags: [] };
}

const YOUR_WORDS: Readonly<Record<string, string>> = { owns: "you own", reviews: "you review", holds: "you hold" };

/** Why it is not its owner who is asked; for the owner that goes without saying. */
function whyYou({ because }: Ask): Prose[] {
  if (because === "owns it") return [];
  const [, verb = "", rest = ""] = /^(\w+) (.+)$/.exec(because) ?? [];
  const yours = YOUR_WORDS[verb];
  const told = /^has it now, as (.+) says$/.exec(because)?.[1];
  if (told !== undefined) return [prose`${told} says that you have it now`];
  return [yours === undefined ? prose`${because}` : prose`${yours} ${rest}`];
}

function planSays(item: Item, { people }: LetterContext): Prose[] {
  const [task] = openTasks([item], people);
  if (task === undefined) return [];
  const waits = task.blockedBy === undefined ? [] : prose`, waits for ${fact(item, "fields.blockedBy")}`;
  const eta = isText(item, "fields.eta") ? prose`, ETA ${fact(item, "fields.eta", "date")}` : [];
  return [prose`the plan says ${STATUS_WORDS[task.status]}${eta}${waits}`];
}

/** What the same person said of it last. */
function saidBefore({ item, person }: Ask, asks: readonly Ask[], { people }: LetterContext): Prose[] {
  const told = asks.filter((ask) => ask.item === item && ask.person === person && ask.answer !== undefined && ask.answer.quote !== "");
  const [last] = asksAsItems(told, people).toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
  if (last === undefined) return [];
  return [prose`you wrote “${fact(last, "fields.quote")}” (${fact(last, "fields.saidAt", "instant")})`];
}

function isText(item: Item, path: string): boolean {
  return typeof findFact(item, path) === "string";
}
