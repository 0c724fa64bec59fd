/** The UTC instant of git's seconds since 1970; an impossible number, as a damaged commit may hold, becomes 1970. */
export function toInstant(seconds: string | number): string {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? new Date(0).toISOString() : date.toISOString();
}

/** For git's `--since` and `--before`, which are to the second. */
export function toSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
