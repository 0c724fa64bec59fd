import { acknowledge } from "../acknowledge.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** A finding is dealt with: it is told again only if it is still there after a week, or gets worse. */
export function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  return acknowledge(session, args, options, "done", 7);
}
