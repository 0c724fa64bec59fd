import { setPaused } from "../set-paused.ts";
import type { Session } from "../session.ts";

/** Takes up an automation's schedule again; what fell due meanwhile is not made up for. */
export function run(session: Session, args: readonly string[]): Promise<number> {
  return setPaused(session, args, false);
}
