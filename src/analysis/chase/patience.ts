import type { Ask } from "../../core/ask.ts";
import { businessDaysBetween, plainDateOf } from "../../core/work-calendar.ts";
import type { Setting } from "./setting.ts";

/** Business days for which a chance to write, or a plan that is not there, is waited for. */
export const PATIENCE_DAYS = 5;

/** Whether nothing has happened to an ask for longer than is waited for anything. */
export function isWornOut(ask: Ask, { calendar, today }: Pick<Setting, "calendar" | "today">): boolean {
  return businessDaysBetween(calendar, waitsSince(ask, calendar.timezone), today) > PATIENCE_DAYS;
}

/** The plain date since which nothing has happened. */
function waitsSince({ createdAt, messages, repliedAt }: Ask, timezone: string): string {
  const instants = [createdAt, messages.at(-1)?.at ?? createdAt, repliedAt ?? createdAt].toSorted();
  return plainDateOf(instants.at(-1) ?? createdAt, timezone);
}
