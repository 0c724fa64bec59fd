import type { App } from "../../app.ts";
import { createAddresses, type AddressBook } from "../../config/addresses.ts";
import { answeredIn, type AnsweredConnection } from "../../core/connection.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { Workspace } from "../../core/workspace.ts";
import { answerRequest } from "../../engine/answer-request.ts";
import { imapFailureInWords } from "../../lib/imap.ts";
import { parseLetter } from "../../lib/letter/parse-letter.ts";
import { retryWaitMs } from "../../lib/retry.ts";
import { why } from "../desk/why.ts";
import { createLines, type Line, type Lines } from "../lines.ts";
import { judgeHead } from "./belief.ts";
import { createMailDesk, findAnswered } from "./desk.ts";
import { createMailbox } from "./mailbox.ts";

export interface MailParts {
  /** Chief at work: what it keeps and does, and the configuration in force. */
  app: Pick<App, "store" | "operations" | "automations" | "poke" | "receive"> & {
    readonly workspace: AddressBook & Pick<Workspace, "people" | "owner" | "calendar">;
  };
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  logger: Logger;
}

/** Reads what people write back to mails of ours, until it is stopped; nothing is opened before `follow` is called. */
export function openMail({ app, env, clock, logger }: MailParts): Lines<Line> {
  const { store, operations } = app;
  const { connections } = createAddresses(() => app.workspace, env);
  const people = () => app.workspace.people;
  const timezone = () => app.workspace.calendar.timezone;
  const shared = { store, operations, people, timezone, clock };
  const desk = createMailDesk({
    ...shared,
    ...{ automations: () => app.automations, owner: () => app.workspace.owner, outbox: app },
    receive: (event) => app.receive(event),
    why: (sent, entry, reader) => why(store, sent, entry, reader),
    answer: (answer) => answerRequest({ ...shared, messages: store.outbox }, answer),
  });

  /** One that can't be obeyed is told and left, so that it does not keep those behind it; trouble that may pass has it come again. */
  async function take(name: string, { from, replies }: AnsweredConnection, bytes: Buffer): Promise<void> {
    const own = /[^<>\s]+@[^<>\s]+/.exec(from)?.[0] ?? "";
    const judged = judgeHead(bytes, { ...replies, own, now: clock.now() });
    if ("refused" in judged) return logger.info({ connection: name }, `An answer by mail is not believed: ${judged.refused}.`);
    try {
      const letter = await parseLetter(bytes);
      const at = new Date(Math.min(letter?.sent?.ms ?? clock.now(), clock.now())).toISOString();
      if (letter) await desk.hear({ ...judged, body: letter.body, at });
    } catch (error) {
      if (retryWaitMs(error, 1, () => 1) !== undefined) throw error;
      logger.error({ connection: name, error: toStoredError(error) }, "what an answer by mail asks for could not be done");
    }
  }

  return createLines<AnsweredConnection, Line>({
    service: "A mailbox",
    wanted: () => answeredIn(app.workspace.connections),
    make: (name, connection, lost) =>
      createMailbox({
        ...{ name, connection, lost, cursors: store.cursors, clock },
        readSecret: (reference) => connections.readSecret(reference),
        isOurs: async (ids) => (await findAnswered(store, ids)) !== undefined,
        take: (letter) => take(name, connection, letter),
      }),
    inWords: (error, { replies }) => imapFailureInWords(error, replies),
    ...{ clock, logger },
  });
}
