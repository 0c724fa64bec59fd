import { setPaused } from "../set-paused.ts";
import type { Session } from "../session.ts";

/** Stops an automation's schedule; it can still be run by hand. */
export function run(session: Session, args: readonly string[]): Promise<number> {
  return setPaused(session, args, true);
}
