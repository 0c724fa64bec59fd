/** What an answer says beside its content. */
export interface Vitals {
  /** How far the other side's clock is ahead of ours, in milliseconds, to the second. */
  skewMs?: number;
  /** How many calls are left, of how many, until the UTC instant at which they are counted anew. */
  quota?: { left: number; of: number; resetsAt: string };
}

/**
 * Reads the Date header (https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1), and the count of calls as GitHub tells it
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit).
 * `now` is in milliseconds since 1970.
 */
export function vitalsOf(headers: Pick<Headers, "get">, now: number): Vitals {
  const skewMs = Date.parse(headers.get("date") ?? "") - now;
  const [of, left, reset] = ["limit", "remaining", "reset"].map((word) => Number(headers.get(`x-ratelimit-${word}`) ?? Number.NaN));
  const isCounted = [of, left, reset].every(Number.isFinite);
  return {
    ...(Number.isFinite(skewMs) && { skewMs }),
    ...(isCounted && { quota: { left: left ?? 0, of: of ?? 0, resetsAt: new Date((reset ?? 0) * 1_000).toISOString() } }),
  };
}
