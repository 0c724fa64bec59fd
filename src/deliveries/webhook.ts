import { z } from "zod";
import { deliveryUnsure, PermanentError, TransientError } from "../core/errors.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { Delivery, SendContext } from "../core/ports/outside.ts";
import type { KnownNames } from "../core/workspace.ts";
import { dataOf } from "../render/data.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { renderTerminal } from "../render/terminal.ts";
import { knownName } from "../lib/known-name.ts";
import { judgeAnswer, judgeLookup, receiptOf } from "./webhook-answer.ts";
import { callWebhook, isBeforeWriting, nameOfCause, type WebhookAddress, type WebhookRequest } from "./webhook-request.ts";

export interface WebhookParts {
  clock: Clock;
  /** Where the webhook of a name is, with its secrets readable; undefined where there is none. May throw ConfigError for a secret that is missing. */
  webhookOf(name: string): WebhookAddress | undefined;
  /** Of the webhooks there are, where definitions are to be checked against them. */
  names?: Pick<KnownNames, "webhooks">;
}

interface WebhookOptions {
  to: string;
}

/** The form of the body; a new number where a reader of the old one would stumble. */
const BODY_VERSION = 1;
/** The columns of the plain text. */
const TEXT_WIDTH = 80;

/** Posts briefings, signed, to an address of config/chief.yaml. A message has the same key and the same body whenever it is sent again. */
export function createWebhook({ clock, webhookOf, names }: WebhookParts): Delivery<WebhookOptions> {
  const requestOf = ({ options: { to }, idempotencyKey, signal }: SendContext<WebhookOptions>): Omit<WebhookRequest, "url"> => {
    const { secret } = getAddress(webhookOf, to);
    return { name: to, secret, key: idempotencyKey, atMs: clock.now(), signal };
  };
  return {
    id: "webhook",
    title: "Webhook",
    schema: z
      .strictObject({ to: knownName("a webhook in config/chief.yaml", names?.webhooks) })
      .describe("An address that takes signed messages over HTTP."),
    needsAccount: true,
    describe: ({ to }) => `to the webhook ${to}`,
    audience: ({ to }) => [{ kind: "place", place: `webhook:${to}` }],
    target: ({ to }) => to,
    preview: (briefing) => {
      const body = bodyOf({ briefing, idempotencyKey: "preview" });
      // Data may say more than its words do: whoever is asked about the message is shown all of it.
      return { text: `${body.text}\n\nThe same as data, for programs:\n${JSON.stringify(body.briefing, null, 2)}`, exact: body };
    },
    async send(context) {
      const { to } = context.options;
      const { url } = getAddress(webhookOf, to);
      const response = await callWebhook({ ...requestOf(context), url, body: JSON.stringify(bodyOf(context)) }, (cause) =>
        sendFailed(to, cause),
      );
      await judgeAnswer(to, response);
      return { receipt: await receiptOf(response) };
    },
    async find(context) {
      const { to } = context.options;
      const { lookup: url } = getAddress(webhookOf, to);
      if (url === undefined) throw noLookup(to);
      const response = await callWebhook({ ...requestOf(context), url }, (cause) => lookupFailed(to, cause));
      return (await judgeLookup(to, response)) ? { receipt: await receiptOf(response) } : undefined;
    },
    canFind: ({ to }) => webhookOf(to)?.lookup !== undefined,
  };
}

function bodyOf({ briefing, idempotencyKey }: Pick<SendContext<unknown>, "briefing" | "idempotencyKey">) {
  const data = dataOf(briefing);
  const { automation, run, asOf, example } = briefing;
  return {
    version: BODY_VERSION,
    id: idempotencyKey,
    ...{ automation, run, title: data["title"], asOf, example },
    text: renderTerminal(briefing, { width: TEXT_WIDTH, color: false }),
    markdown: renderMarkdown(briefing),
    briefing: data,
  };
}

function getAddress(webhookOf: WebhookParts["webhookOf"], name: string): WebhookAddress {
  const address = webhookOf(name);
  if (address) return address;
  throw new PermanentError("webhook-unknown", `expected a webhook called ${name} in config/chief.yaml, got none`, {
    hint: "Add it under `webhooks`, or name another one in `writes` of the automation.",
  });
}

/** Once a request may have gone out, only the receiver knows whether it took the message. */
function sendFailed(name: string, cause: unknown): Error {
  if (!isBeforeWriting(cause)) return deliveryUnsure(cause);
  return new TransientError("webhook-unreachable", `expected the webhook ${name} to be reachable, got ${nameOfCause(cause)}`, {
    cause,
    hint: "Check its address in config/chief.yaml, and whether its server runs.",
  });
}

function lookupFailed(name: string, cause: unknown): Error {
  const message = `expected the webhook ${name} to say whether a message arrived, got ${nameOfCause(cause)}`;
  return new TransientError("webhook-lookup", message, {
    cause,
    hint: "Check `lookup` in config/chief.yaml, and whether its server runs.",
  });
}

function noLookup(name: string): Error {
  return new PermanentError(
    "webhook-lookup",
    `expected the webhook ${name} to have an address to ask whether a message arrived, got none`,
    {
      hint: "Add `lookup` to it in config/chief.yaml.",
    },
  );
}
