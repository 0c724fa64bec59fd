import type { WebClient } from "@slack/web-api";
import type { App } from "../../app.ts";
import { createAddresses } from "../../config/addresses.ts";
import { listeningIn } from "../../core/connection.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import { answerRequest } from "../../engine/answer-request.ts";
import { createSlackClient } from "../../lib/slack-client.ts";
import { instantOf } from "../../lib/clock.ts";
import type { SentMessage } from "../desk/sent.ts";
import { why } from "../desk/why.ts";
import { createDesk } from "./desk.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { createIdentify } from "./identify.ts";
import { findBriefingOf } from "./message.ts";
import { createOffice } from "./office.ts";
import { createRequests } from "./requests.ts";
import { answersTo, rewrite } from "./rewrite.ts";

export interface SlackParts {
  app: App;
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  logger: Logger;
  /** Resolves once it is known who waits for events. */
  started: Promise<void>;
}

/** Listens to Slack for a Chief at work, until it is stopped; nothing is opened before `follow` is called. */
export function openSlack({ app, env, clock, logger, started }: SlackParts): Gateway {
  const { store, operations } = app;
  const { connections } = createAddresses(() => app.workspace, env);
  const people = () => app.workspace.people;
  const automations = () => app.automations;
  const timezone = () => app.workspace.calendar.timezone;
  const shared = { store, operations, people, automations, clock };
  const desk = createDesk({
    ...shared,
    why: (sent, entry, reader) => why(store, sent, entry, reader),
    answer: (answer) => answerRequest({ ...shared, messages: store.outbox, timezone }, answer),
    rewrite: rewritePosted,
  });
  const requests = createRequests({ ...shared, logger, clientFor });
  const office = createOffice({
    ...shared,
    desk,
    identify: createIdentify(people),
    logger,
    connections: () => gateway.states(),
    receive: (event) => started.then(() => app.receive(event)),
    ...{ timezone, deliveries: app.deliveries, owner: () => app.workspace.owner },
  });
  const gateway: Gateway = createGateway({
    listening: () => listeningIn(app.workspace.connections),
    readSecret: (reference) => connections.readSecret(reference),
    handlers: office,
    clock,
    logger,
  });
  return {
    ...gateway,
    follow() {
      gateway.follow();
      void office.refresh();
      void requests.settle();
    },
  };

  async function clientFor(options: OutboxEntry["options"]): Promise<WebClient> {
    const name = typeof options["connection"] === "string" ? options["connection"] : undefined;
    const { api, token } = connections.get("slack", name);
    return createSlackClient({ api, token: connections.readSecret(token), signal: AbortSignal.timeout(LONGEST_CALL_MS) });
  }

  /** What was answered is kept already: that it can't be shown in the message now is no reason to refuse it. */
  async function rewritePosted(sent: SentMessage): Promise<void> {
    const { automation, options } = sent.entry;
    const owner = automations().find(({ id }) => id === automation)?.owner;
    const reader = people().all.find(({ key }) => key === owner);
    if (!reader) return;
    try {
      const client = await clientFor(options);
      const answers = await answersTo(store, sent, reader, instantOf(clock));
      await rewrite(client, sent, { answers, briefingOf: (run) => findBriefingOf(store, sent.entry, run) });
    } catch (error) {
      logger.warn({ automation }, `An answer could not be shown in Slack: ${toStoredError(error).message}`);
    }
  }
}

const LONGEST_CALL_MS = 10_000;
