import { z } from "zod";
import type { Understood } from "../../../core/ask.ts";
import { claimsSchema, isOpen } from "./check-claims.ts";
import { writerAt } from "./days.ts";
import type { AskedItem } from "./items.ts";
import type { Reply } from "./read-reply.ts";
import type { Person } from "./roster.ts";

/** What a model answers: its claims, none where the reply says nothing surely. */
export const answerSchema = z.strictObject({ claims: claimsSchema });

/**
 * The reply, and the items of it that code left open or is not sure of, as JSON for a model; undefined where there are none. Its answer goes through `checkClaims`.
 */
export function materialOf(reply: Reply, asked: readonly AskedItem[], people: readonly Person[], before: Understood): string | undefined {
  const open = asked.filter(({ item }) => isOpen(before, item));
  if (open.length === 0) return undefined;
  const { now } = writerAt(reply.at, reply.zone, true);
  const today = now.toPlainDate();
  return JSON.stringify({
    today: `${today.toString()}, a ${today.toLocaleString("en", { weekday: "long" })}`,
    open: open.map(({ key, title, due }) => ({ key, title, due: due ?? null })),
    others: asked.filter((each) => !open.includes(each)).map(({ key, title }) => ({ key, title })),
    people: people.map(({ name }) => name),
    reply: reply.text,
  });
}
