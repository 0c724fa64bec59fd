/** The UTC instant of one of Slack's timestamps, such as `1763546400.000100`. */
export function instantOf(timestamp: string): string {
  return new Date(Math.floor(Number(timestamp) * 1_000)).toISOString();
}

/** Slack's timestamp of a UTC instant. */
export function timestampOf(instant: string): string {
  return (Date.parse(instant) / 1_000).toFixed(6);
}
