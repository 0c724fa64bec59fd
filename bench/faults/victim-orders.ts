import { z } from "zod";
import { CRASH_POINTS } from "../../src/core/ports/ambient.ts";

/** What a victim is told before it starts. */
export const ordersSchema = z.strictObject({
  directory: z.string(),
  /** The file that takes a line for each piece of work that is done. */
  journal: z.string(),
  webhook: z.strictObject({ url: z.string(), secret: z.string(), lookup: z.string() }),
  /** When the victims' common clock began, in milliseconds since the epoch. */
  originMs: z.number(),
  /** The number of this life, from 1 on. */
  life: z.number(),
  /** Events to be told once more: those that nobody acknowledged, and some that somebody did. */
  again: z.array(z.string()),
  /** Where it is to kill itself, and at which passing of that place. */
  die: z.strictObject({ point: z.enum(CRASH_POINTS), passing: z.number() }).optional(),
  /** Whether it brings everything to its end and exits, instead of starting more and more. */
  drain: z.boolean(),
});

export type Orders = z.infer<typeof ordersSchema>;

/** What the victims' automations are called: one that waits for events of a source, one that runs each minute. */
export const VICTIM = { automation: "kills", source: "kills", slots: "slots" };

/** A minute of theirs is 600 milliseconds. */
export const SPEED = 100;
/** Of their clock: 300, 600 and 60 milliseconds, so that a slot that comes due between two lives is missed. */
export const TIMING = { sendTimeoutMs: 30_000, settleMs: 60_000, graceMs: 6_000 };

/** The run of an event that victims are told of. */
export function eventRun(event: string): string {
  return `event:${VICTIM.automation}:${VICTIM.source}:${event}`;
}
