import { acknowledge } from "../acknowledge.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Nothing is said of a finding until the mute is taken back. */
export function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  return acknowledge(session, args, options, "mute", undefined);
}
