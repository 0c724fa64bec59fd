import { acknowledge } from "../acknowledge.ts";
import { parseCount, type Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Nothing is said of a finding for some days, unless it gets worse. */
export function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  return acknowledge(session, args, options, "snooze", parseCount("--days", options.text("days") ?? "7"));
}
