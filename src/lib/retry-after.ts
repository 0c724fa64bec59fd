/** How long the other side asks to be left alone, by its `Retry-After` header: seconds, or an instant (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after). */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}
