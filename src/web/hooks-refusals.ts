import type { Clock, Logger } from "../core/ports/ambient.ts";

/** How often one kind of refusal of one hook is told: a flood must not fill the log. */
const TELL_EVERY_MS = 60_000;

/** Tells the log which requests were refused, and with which status, at most once a minute for each kind, with how many there were. */
export function createRefusalLog(logger: Logger, clock: Clock): (hook: string, status: number) => void {
  const kinds = new Map<string, { toldAt: number; untold: number }>();
  return (hook, status) => {
    const now = clock.now();
    const key = `${status} ${hook}`;
    const kind = kinds.get(key) ?? { toldAt: -Infinity, untold: 0 };
    kinds.set(key, kind);
    kind.untold += 1;
    if (now - kind.toldAt < TELL_EVERY_MS) return;
    logger.warn({ hook, status, requests: kind.untold }, "requests to a hook were refused");
    kind.toldAt = now;
    kind.untold = 0;
  };
}
