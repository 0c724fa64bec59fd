import type { Ask, Told } from "../../core/ask.ts";
import type { FieldValue, Item } from "../../core/item.ts";
import type { People } from "../../core/person.ts";
import { sealItem } from "../../lib/hash.ts";
import { isSure } from "./sure.ts";
import type { Leaving } from "./types.ts";

/** What asks are called as a source of items, and each of them as a kind. */
export const ASKS = "asks";
export const ASK_KIND = "ask";

/** The id of the Item that shows an ask. */
export function askItemId(ask: string): string {
  return `${ASKS}:${ask}`;
}

/** Asks as items of a source of their own, so that lines about them can be traced to them like any other; `leaving` are the messages that nobody has yet. */
export function asksAsItems(asks: readonly Ask[], people: People, leaving: readonly Leaving[] = []): Item[] {
  const waiting = new Map(leaving.map((message) => [message.key, message]));
  return asks.map((ask) => {
    const person = people.all.find(({ key }) => key === ask.person);
    const name = person?.name ?? ask.person;
    return sealItem({
      ...{ id: askItemId(ask.id), source: ASKS, kind: ASK_KIND, title: ask.title, body: "" },
      ...{ ts: ask.createdAt, updatedAt: lastMoveOf(ask) },
      actors: [{ name, role: "of" }],
      fields: { ...fieldsOf(ask), ...askedFields(ask, waiting), person: name },
    });
  });
}

function lastMoveOf({ createdAt, messages, repliedAt, answer, endedAt }: Ask): string {
  const instants = [createdAt, ...messages.map(({ at }) => at), repliedAt ?? "", answer?.at ?? "", endedAt ?? ""];
  return instants.reduce((latest, instant) => (instant > latest ? instant : latest));
}

function fieldsOf({ item, key, state, reason, because, messages, answer, ...ask }: Ask): Record<string, FieldValue> {
  return {
    ...{ item, key, state, reason, because },
    endedAt: ask.endedAt ?? null,
    reminders: Math.max(0, messages.length - 1),
    ...(answer && { ...toldFields(answer.told), quote: answer.quote, saidAt: answer.at }),
  };
}

/** When its person was asked, or else from when on they are, and whether that waits for a yes. */
function askedFields({ messages }: Ask, waiting: ReadonlyMap<string, Leaving>): Record<string, FieldValue> {
  const askedAt = messages.find(({ key }) => !waiting.has(key))?.at ?? null;
  const next = askedAt === null ? waiting.get(messages[0]?.key ?? "") : undefined;
  return { askedAt, asksFrom: next?.from ?? null, isHeld: next?.isHeld ?? false };
}

interface Range {
  from: string | null;
  to: string | null;
}

function toldFields(told: Told): Record<string, FieldValue> {
  const { status, eta, percent, blocker } = told;
  const { from, to }: Range = eta === null || typeof eta === "string" ? { from: eta, to: null } : eta;
  return { status, eta: from, etaTo: to, percent, blocker: blocker?.what ?? null, sure: isSure(told) && !told.etaAsk };
}
