import { acknowledgementOf } from "../core/acknowledgement.ts";
import type { Acknowledgement } from "../core/finding.ts";
import { answerInWords } from "../render/answer-words.ts";
import { textOf } from "../render/prose.ts";
import { withOperations } from "./open.ts";
import type { Options } from "./options.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";

/** Keeps what the reader says of a finding, for `days` or for good, or takes it back with --undo. */
export function acknowledge(
  session: Session,
  [prefix = ""]: readonly string[],
  options: Options,
  kind: Acknowledgement["kind"],
  days: number | undefined,
): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    const { timezone } = workspace.calendar;
    const at = new Date().toISOString();
    const wanted = options.flag("undo") ? undefined : acknowledgementOf(kind, { by: workspace.owner, at, timezone, days });
    const entry = await operations.acknowledge(prefix, wanted);
    const reader = { timezone, asOf: at };
    const outcome = answerInWords(entry.acknowledgement, reader);
    if (session.json) printJson(session, { finding: { key: entry.key, acknowledgement: entry.acknowledgement ?? null } });
    else session.print(`${textOf(entry.lastTitle, reader)}: ${outcome}`);
    if (wanted && !session.json) session.say(`To take it back: ${session.call(`${verbOf(kind)} ${prefix} --undo`)}`);
    return 0;
  });
}

/** The command that says it. */
export function verbOf(kind: Acknowledgement["kind"]): string {
  return kind.replaceAll("_", "-");
}
