import type { Clock } from "../../core/ports/ambient.ts";
import { passes } from "../../lib/clock.ts";

/** Slack takes one message a second in each channel (https://docs.slack.dev/apis/web-api/rate-limits). */
const GAP_MS = 1_000;

/** Resolves when the next message may go to a channel; rejects with the signal's reason. */
export type Pace = (channel: string, signal: AbortSignal) => Promise<void>;

/** Keeps the messages of each channel apart. */
export function createPace(clock: Clock): Pace {
  const lastAt = new Map<string, number>();
  return async (channel, signal) => {
    signal.throwIfAborted();
    // Never longer than one gap, however far a clock was set back.
    const waitMs = Math.min((lastAt.get(channel) ?? -Infinity) + GAP_MS - clock.now(), GAP_MS);
    if (waitMs > 0) await passes(waitMs, clock, signal);
    lastAt.set(channel, clock.now());
  };
}
