import { acknowledge } from "../acknowledge.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Nothing is said of a finding until it gets worse than it was when this was said. */
export function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  return acknowledge(session, args, options, "not_a_risk", undefined);
}
