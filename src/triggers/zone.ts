import { findNearestTimezone, isTimezone } from "../lib/timezone.ts";

/** What is wrong with a zone's name, in words; undefined where it is one of the IANA database. */
export function findZoneProblem(timezone: string): string | undefined {
  if (isTimezone(timezone)) return undefined;
  const nearest = findNearestTimezone(timezone) ?? "Europe/Berlin";
  return `expected timezone to be an IANA zone such as ${nearest}, got ${JSON.stringify(timezone)}`;
}
