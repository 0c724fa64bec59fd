import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import type { Operations } from "../core/ports/operations.ts";
import type { Run } from "../core/run.ts";
import { choiceOf } from "../lib/text.ts";
import { formatInstant } from "../render/prose.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { renderTerminal } from "../render/terminal.ts";
import { EXIT } from "./exit.ts";
import { exitCodeOfRun } from "./failure.ts";
import { othersAsked, shortKeyOf, whereTo } from "./message-words.ts";
import { withOperations, withReading, type Reading, type Working } from "./open.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";
import { untilStopped } from "./stop-signal.ts";

/** Prints what came of a run; `here` is false where the running daemon did it. */
export type Tell = (session: Session, run: Run, reading: Reading, here: boolean) => Promise<void>;

/** Begins a run, or takes one up again, waits for its end, and prints what it wrote. `begin` resolves with the run's id. */
export async function followRun(
  session: Session,
  begin: (operations: Operations) => Promise<string>,
  tell: Tell = printRun,
): Promise<number> {
  const { ended, here } = await withOperations(session, async (working) => {
    const id = await begin(working.operations);
    return { ended: await untilEnded(session, id, working), here: working.here };
  });
  if (!ended) return EXIT.interrupted;
  await withReading(session, (reading) => tell(session, ended, reading, here));
  return exitCodeOfRun(ended);
}

/** Ctrl-C cancels a run that is done here; one that the daemon does goes on without us. */
async function untilEnded(session: Session, id: string, { operations, here }: Working): Promise<Run | undefined> {
  const interrupted = untilStopped(session.surroundings).then(async () => {
    if (here) await operations.cancel(id, "stopped by hand");
    else session.say(`${id} goes on; ${session.call(`cancel ${id}`)} stops it.`);
    return here ? operations.ended(id) : undefined;
  });
  return Promise.race([operations.ended(id), interrupted]);
}

async function printRun(session: Session, run: Run, { store, workspace }: Reading, here: boolean): Promise<void> {
  const briefing = run.briefing === undefined ? undefined : await store.documents.get<Briefing>(run.briefing);
  const messages = await store.outbox.ofRun(run.id);
  // The console delivery prints where Chief runs: where that was here, the briefing has been read already.
  const isPrinted = here && messages.some((message) => message.delivery === "console" && message.state === "sent");
  if (session.json) printJson(session, { run, briefing: briefing ?? null, text: briefing ? renderMarkdown(briefing) : null });
  else if (briefing && !isPrinted) session.print(renderTerminal(briefing, session).trimEnd());
  tellTrouble(session, run);
  for (const message of messages) tellMessage(session, message, workspace);
}

/** Says how a run ended that did not go well. */
export function tellTrouble(session: Session, { status, reason, error }: Run): void {
  if (status !== "succeeded") session.say(`The run ended as ${status}: ${reason}`);
  if (error?.hint !== undefined) session.say(`  ${error.hint}`);
}

/** Says of a message what its reader has to know: of one that was sent, nothing. */
function tellMessage(session: Session, message: OutboxEntry, workspace: Reading["workspace"]): void {
  const { state, delivery, error, nextAttemptAt } = message;
  const next = formatInstant(nextAttemptAt, { timezone: workspace.calendar.timezone, asOf: nextAttemptAt });
  if (state === "undeliverable") session.say(`The briefing could not be delivered to ${delivery}: ${error?.message}`);
  if (state === "pending" && error) {
    session.say(`The briefing is not at ${delivery} yet: ${error.message}. It is tried again on ${next}. ${error.hint ?? ""}`.trimEnd());
  }
  if (state === "held") {
    session.say(`The briefing for ${whereTo(message)} waits for ${wordAwaited(session, message, workspace)}`);
  }
}

/** Whose word it waits for, and what whoever reads this can do meanwhile. */
function wordAwaited(session: Session, message: OutboxEntry, workspace: Reading["workspace"]): string {
  const key = shortKeyOf(message);
  const others = othersAsked(message, workspace);
  if (others.length === 0) return `your word: ${session.call(`approve ${key}`)} or ${session.call(`deny ${key}`)}`;
  return `the word of ${choiceOf(others)}, who ${others.length === 1 ? "is" : "are"} asked; ${session.call(`deny ${key}`)} ends it`;
}
