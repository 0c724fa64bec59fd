import { followRun } from "../follow-run.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Answers a question out of what may be read for it, and prints the answer; nothing is sent or remembered. */
export async function run(session: Session, words: readonly string[], options: Options): Promise<number> {
  const reads = (options.text("reads") ?? "").split(/[,\s]+/).filter((id) => id !== "");
  const automation = options.text("automation");
  const request = { question: words.join(" "), reads, ...(automation !== undefined && { automation }) };
  return followRun(session, (operations) => operations.ask(request));
}
