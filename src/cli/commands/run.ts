import { followRun } from "../follow-run.ts";
import { parseInstant, type Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Runs one automation now, waits for its end, and prints its briefing. */
export async function run(session: Session, [automation = ""]: readonly string[], options: Options): Promise<number> {
  const asOf = options.text("asOf");
  const request = { automation, dryRun: options.flag("dryRun"), ...(asOf !== undefined && { asOf: parseInstant("--as-of", asOf) }) };
  return followRun(session, (operations) => operations.run(request));
}
