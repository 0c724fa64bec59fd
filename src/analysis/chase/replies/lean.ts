import type { Understood } from "../../../core/ask.ts";
import type { AskedItem } from "./items.ts";
import { leaningOf } from "./leaning.ts";
import type { Reply } from "./read-reply.ts";
import type { Person } from "./roster.ts";
import { understand } from "./understand.ts";
import { withTold } from "./with-told.ts";

/** The same, and of items that nobody has understood anything of what the reply's words lean towards, which is never sure. */
export function lean(before: Understood, reply: Reply, asked: readonly AskedItem[], people: readonly Person[]): Understood {
  const told = new Set(before.told.filter(({ status }) => status !== null).map(({ item }) => item));
  if (asked.every(({ item }) => told.has(item))) return before;
  const leant = understand(reply, asked, people, leaningOf);
  const more = leant.told.filter(({ item, status }) => status !== null && !told.has(item));
  if (more.length === 0) return before;
  const after = withTold(before, more);
  const days = more.filter(({ etaAsk }) => etaAsk).map(({ item }) => item);
  return after.unclear === undefined && days.length > 0 ? { ...after, unclear: { items: days, why: "date" } } : after;
}
