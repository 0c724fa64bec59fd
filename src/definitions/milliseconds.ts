import { parseDuration } from "../lib/duration.ts";

/** A duration that a schema let through, in milliseconds; throws RangeError for other text. */
export function millisecondsOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new RangeError(`expected a duration such as 10m, got ${JSON.stringify(duration)}`);
  return ms;
}
