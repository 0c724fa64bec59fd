import { findPrompter } from "../connect/prompter.ts";
import { approveMessage } from "../decide-message.ts";
import type { Options } from "../options.ts";
import type { Session } from "../session.ts";

/** Shows a held message whole and lets it go after a yes. */
export async function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  const prompter = session.json ? undefined : findPrompter(session.surroundings);
  try {
    return await approveMessage(session, args, options, prompter);
  } finally {
    prompter?.close();
  }
}
