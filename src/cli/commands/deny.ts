import { denyMessage } from "../decide-message.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Ends a held message: it is never sent. */
export function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  return denyMessage(session, args, options);
}
