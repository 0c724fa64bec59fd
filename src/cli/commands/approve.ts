import { decideMessage } from "../decide-message.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Lets a held message go. */
export function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  return decideMessage(session, args, options, true);
}
