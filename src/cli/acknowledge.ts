import type { Acknowledgement } from "../core/finding.ts";
import { formatDay, textOf } from "../render/prose.ts";
import { withOperations } from "./open.ts";
import type { Options } from "./options.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps what the reader says of a finding, for `days` or for good, or takes it back with --undo. */
export function acknowledge(
  session: Session,
  [prefix = ""]: readonly string[],
  options: Options,
  kind: Acknowledgement["kind"],
  days: number | undefined,
): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    const now = Date.now();
    const until = days === undefined ? {} : { until: new Date(now + days * DAY_MS).toISOString() };
    const wanted = options.flag("undo") ? undefined : { kind, by: workspace.owner, at: new Date(now).toISOString(), ...until };
    const entry = await operations.acknowledge(prefix, wanted);
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date(now).toISOString() };
    const outcome = outcomeOf(entry.acknowledgement, (instant) => formatDay(instant, reader));
    if (session.json) printJson(session, { finding: { key: entry.key, acknowledgement: entry.acknowledgement ?? null } });
    else session.print(`${textOf(entry.lastTitle, reader)}: ${outcome}`);
    if (wanted && !session.json) session.say(`To take it back: ${session.call(`${verbOf(kind)} ${prefix} --undo`)}`);
    return 0;
  });
}

function outcomeOf(acknowledgement: Acknowledgement | undefined, day: (instant: string) => string): string {
  if (!acknowledgement) return "will be shown again.";
  if (acknowledgement.kind === "not_a_risk") return "taken as no risk: not shown again, unless it gets worse.";
  if (acknowledgement.until === undefined) return "muted: not shown again, whatever becomes of it.";
  if (acknowledgement.kind === "done") {
    return `taken as done. Should it still be there on ${day(acknowledgement.until)}, or get worse, it is shown again.`;
  }
  return `not shown before ${day(acknowledgement.until)}, unless it gets worse.`;
}

/** The command that says it. */
export function verbOf(kind: Acknowledgement["kind"]): string {
  return kind.replaceAll("_", "-");
}
