import type { SlackConnection } from "../../core/connection.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { SecretReference } from "../../core/secret.ts";
import { instantOf } from "../../lib/clock.ts";
import { hashOf } from "../../lib/hash.ts";
import { retryWaitMs } from "../../lib/retry.ts";
import type { Taker } from "../listen.ts";
import { createBoltApp, SLACK_PATH, wordsOf, type BoltApp, type BoltHandlers, type BoltOptions } from "./bolt.ts";

export interface GatewayParts {
  /** Those of the configuration in force that listen, by name. */
  listening(): Readonly<Record<string, SlackConnection>>;
  readSecret(reference: SecretReference): string;
  handlers: BoltHandlers;
  clock: Clock;
  logger: Logger;
}

/** How one connection stands, in words. */
export interface ConnectionState {
  name: string;
  state: string;
}

/** All of Slack that is listened to, as the configuration says. */
export interface Gateway {
  /** Opens what is new or has changed, closes what is gone. */
  follow(): void;
  states(): ConnectionState[];
  /** Takes what Slack posts to us. */
  take: Taker;
  stop(): Promise<void>;
}

interface Line {
  mark: string;
  app?: BoltApp;
  state: string;
  failures: number;
  cancelRetry(): void;
}

/** Each connection is opened by itself; one that can't be, or that is lost, is tried again, with waits that grow to a minute. */
export function createGateway(parts: GatewayParts): Gateway {
  const lines = new Map<string, Line>();

  function begin(name: string, connection: SlackConnection): void {
    const line: Line = { mark: markOf(connection), state: "is being connected", failures: 0, cancelRetry() {} };
    lines.set(name, line);
    void open(name, connection, line);
  }

  /** Never rejects. */
  async function open(name: string, connection: SlackConnection, line: Line): Promise<void> {
    let app: BoltApp | undefined;
    const isCurrent = (): boolean => lines.get(name) === line && line.app === app;
    const lost = (error: unknown): void => {
      if (isCurrent()) retry(name, connection, line, error);
    };
    try {
      app = createBoltApp(
        { ...optionsOf(name, connection, parts), closed: () => lost(new Error("the connection was closed")) },
        parts.handlers,
      );
      line.app = app;
      await within(parts.clock, app.start());
      if (!isCurrent()) return await end(app, parts.clock);
      line.state = `listens since ${instantOf(parts.clock)}`;
      line.failures = 0;
    } catch (error) {
      lost(error);
    }
  }

  function retry(name: string, connection: SlackConnection, line: Line, error: unknown): void {
    line.failures += 1;
    const why = wordsOf([toStoredError(error).message]);
    line.state = `does not listen: ${why}`;
    // Slack closes a socket now and then, to have it opened anew: once is nothing to speak of.
    if (line.failures === 2) parts.logger.warn({ connection: name }, `Slack can't be listened to and is tried again: ${why}`);
    void close(line, parts.clock);
    const waitMs = Math.max(retryWaitMs(error, line.failures, () => 1) ?? LONGEST_WAIT_MS, SHORTEST_WAIT_MS);
    line.cancelRetry = parts.clock.after(waitMs, () => void (lines.get(name) === line && open(name, connection, line)));
  }

  return {
    follow() {
      const wanted = new Map(Object.entries(parts.listening()));
      for (const [name, line] of lines) {
        const connection = wanted.get(name);
        if (connection && markOf(connection) === line.mark) continue;
        lines.delete(name);
        void close(line, parts.clock);
      }
      for (const [name, connection] of wanted) if (!lines.has(name)) begin(name, connection);
    },
    states: () => [...lines].map(([name, { state }]) => ({ name, state })),
    take(request, response) {
      const path = request.url?.split("?", 1)[0] ?? "";
      if (!path.startsWith(SLACK_PATH)) return false;
      const listener = lines.get(path.slice(SLACK_PATH.length))?.app?.listener;
      if (listener) listener(request, response);
      else response.writeHead(404).end();
      return true;
    },
    async stop() {
      const open = [...lines.values()];
      lines.clear();
      await Promise.all(open.map((line) => close(line, parts.clock)));
    },
  };
}

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const GOODBYE_MS = 2_000;
const OPENING_MS = 20_000;

/** Socket Mode where there is an app token: it needs no address of ours. */
function optionsOf(name: string, connection: SlackConnection, { readSecret, logger, clock }: GatewayParts): Omit<BoltOptions, "closed"> {
  const { token, api, appToken, signingSecret } = connection;
  const way = appToken === undefined ? { signingSecret: readSecret(signingSecret ?? "") } : { appToken: readSecret(appToken) };
  return { name, token: readSecret(token), api, way, logger, clock };
}

function markOf(connection: SlackConnection): string {
  return hashOf(connection);
}

function close(line: Line, clock: Clock): Promise<void> {
  line.cancelRetry();
  const { app } = line;
  delete line.app;
  return end(app, clock);
}

/** Waits for Slack's goodbye, but not for long; what could not be opened may not be closable either. Never rejects. */
async function end(app: BoltApp | undefined, clock: Clock): Promise<void> {
  if (app) await within(clock, app.stop(), GOODBYE_MS).catch(() => {});
}

/** Rejects where the work takes longer than Slack ever should. */
async function within(clock: Clock, work: Promise<void>, mostMs = OPENING_MS): Promise<void> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(mostMs, () => late.reject(new Error("Slack did not answer in time")));
  try {
    await Promise.race([work, late.promise]);
  } finally {
    cancel();
  }
}
