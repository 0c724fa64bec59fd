import type { IncomingMessage, ServerResponse } from "node:http";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, type Logger as BoltLogger } from "@slack/bolt";
import type { WebClient, WebClientOptions } from "@slack/web-api";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import { isEnvelope } from "./envelope.ts";
import { takePosted } from "./posted.ts";

/** What a Slack app is opened with; secrets readable. */
export interface BoltOptions {
  /** The connection's. */
  name: string;
  token: string;
  api: string;
  /** Over Slack's socket, or over HTTP. */
  way: { appToken: string } | { signingSecret: string };
  logger: Logger;
  clock: Clock;
  /** Told when the socket is gone, whoever closed it. */
  closed(): void;
}

/** Who Chief is in one Slack, and what it speaks there by. */
export interface SlackSelf {
  client: WebClient;
  /** Id of its member. */
  user: string;
}

/** Bodies as Slack sent them, whose signature or socket was checked. */
export interface BoltHandlers {
  /** Anything that happened. It is acknowledged once this resolves, and told again by Slack where this rejects. */
  event(body: unknown, self: SlackSelf): Promise<void>;
  /** A button or a menu, by its `action_id`. Slack waits three seconds for `acknowledge`, else it shows that something went wrong. */
  action(body: unknown, self: SlackSelf, acknowledge: () => Promise<void>): Promise<void>;
}

/** One connection that is listened to. */
export interface BoltApp {
  /** Rejects where Slack refuses, or can't be reached. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** For requests of Slack, where it posts them. */
  listener?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Where Slack posts to, behind `/slack/` and the connection's name. */
export const SLACK_PATH = "/slack/";

/** Slack's own library over the way that a connection has. */
export function createBoltApp(options: BoltOptions, handlers: BoltHandlers): BoltApp {
  const { token, api, way } = options;
  const logger = quietLogger(options);
  const clientOptions = { slackApiUrl: api, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const socket = "appToken" in way ? openSocket({ ...options, appToken: way.appToken }, logger, clientOptions) : undefined;
  const http = "signingSecret" in way ? new HTTPReceiver({ ...way, logger, endpoints: SLACK_PATH + options.name }) : undefined;
  const receiver = socket ?? http;
  if (!receiver) throw new RangeError(`expected the connection ${options.name} to have a way to listen, got none`);
  const app = new App({ token, receiver, logger, clientOptions, deferInitialization: true });
  const self = { client: app.client, user: "" };
  // Bolt acknowledges an event before it hands it on, which must not be before it is kept.
  const process = app.processEvent.bind(app);
  app.processEvent = async (received) => {
    if (received.body["type"] === "event_callback") await handlers.event(received.body, self);
    await process(received);
  };
  app.action(/./, async ({ ack, body }) => {
    await handlers.action(body, self, () => ack());
  });
  app.error(async (error) => logger.error(error.code));
  return {
    async start() {
      await app.init();
      self.user = (await app.client.auth.test({ token })).user_id ?? "";
      if (socket) await app.start();
    },
    async stop() {
      // Bolt's own stop does not wait until Slack has said goodbye.
      await socket?.client.disconnect();
    },
    ...(http && {
      listener: (request: IncomingMessage, response: ServerResponse) =>
        takePosted(request, response, options.clock, (posted) => http.requestListener(posted, response)),
    }),
  };
}

type ClientOptions = Pick<WebClientOptions, "slackApiUrl" | "retryConfig" | "rejectRateLimitedCalls">;

/** A socket that is opened anew by whoever hears that it is closed: where the library did so itself, a refusal would end the process. */
function openSocket({ appToken, closed }: BoltOptions & { appToken: string }, logger: BoltLogger, clientOptions: ClientOptions) {
  const socket = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions }, autoReconnectEnabled: false });
  const { client } = socket;
  const handlers = client.listeners("ws_message");
  client.off("ws_message");
  client.on("ws_message", (data: unknown, ...more: unknown[]) => {
    if (typeof data === "string" && isEnvelope(data)) handlers.forEach((handle) => handle.call(client, data, ...more));
  });
  client.on("disconnected", closed);
  return socket;
}

/** What Bolt has to say may hold what people wrote, or a token: only its warnings' first words are kept. */
function quietLogger({ name, logger }: BoltOptions): BoltLogger {
  const warn = (...said: readonly unknown[]): void => logger.warn({ connection: name }, `Slack's library: ${wordsOf(said)}`);
  return { debug() {}, info() {}, warn, error: warn, setLevel() {}, getLevel: () => LogLevel.WARN, setName() {} };
}

const LONGEST_WORDS = 200;

/** The first words of what a library or another server says, without anything that looks like a token. */
export function wordsOf(said: readonly unknown[]): string {
  const words = said.map((each) => (each instanceof Error ? each.message : String(each))).join(" ");
  return words.replaceAll(/xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe[.\w-]+/g, "(token)").slice(0, LONGEST_WORDS);
}
