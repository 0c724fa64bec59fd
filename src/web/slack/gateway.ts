import type { SlackConnection } from "../../core/connection.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { SecretReference } from "../../core/secret.ts";
import { instantOf } from "../../lib/clock.ts";
import { hashOf } from "../../lib/hash.ts";
import { retryWaitMs } from "../../lib/retry.ts";
import type { Taker } from "../listen.ts";
import { createBoltApp, SLACK_PATH, type BoltApp, type BoltHandlers, type BoltOptions } from "./bolt.ts";

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
  follow(): Promise<void>;
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

/** A connection that can't be opened keeps nobody else from being heard: it is tried again, with waits that grow to a minute. */
export function createGateway(parts: GatewayParts): Gateway {
  const lines = new Map<string, Line>();
  let turn = Promise.resolve();

  async function follow(): Promise<void> {
    const wanted = new Map(Object.entries(parts.listening()));
    for (const [name, line] of lines) {
      const connection = wanted.get(name);
      if (connection && markOf(connection) === line.mark) continue;
      lines.delete(name);
      await close(line, parts.clock);
    }
    for (const [name, connection] of wanted) {
      if (lines.has(name)) continue;
      const line: Line = { mark: markOf(connection), state: "is being connected", failures: 0, cancelRetry() {} };
      lines.set(name, line);
      await open(name, connection, line);
    }
  }

  async function open(name: string, connection: SlackConnection, line: Line): Promise<void> {
    try {
      const app = createBoltApp(optionsOf(name, connection, parts), parts.handlers);
      line.app = app;
      await app.start();
      line.state = `listens since ${instantOf(parts.clock)}`;
      line.failures = 0;
    } catch (error) {
      line.failures += 1;
      const { message } = toStoredError(error);
      line.state = `does not listen: ${message}`;
      if (line.failures === 1) parts.logger.warn({ connection: name }, `Slack can't be listened to and is tried again: ${message}`);
      await close(line, parts.clock);
      const waitMs = Math.max(retryWaitMs(error, line.failures, () => 1) ?? LONGEST_WAIT_MS, SHORTEST_WAIT_MS);
      line.cancelRetry = parts.clock.after(
        waitMs,
        () => void inTurn(() => (lines.get(name) === line ? open(name, connection, line) : nothing())),
      );
    }
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work);
    return turn;
  }

  return {
    follow: () => inTurn(follow),
    states: () => [...lines].map(([name, { state }]) => ({ name, state })),
    take(request, response) {
      const path = request.url?.split("?", 1)[0] ?? "";
      if (!path.startsWith(SLACK_PATH)) return false;
      const listener = lines.get(path.slice(SLACK_PATH.length))?.app?.listener;
      if (listener) listener(request, response);
      else response.writeHead(404).end();
      return true;
    },
    stop: () =>
      inTurn(async () => {
        await Promise.all([...lines.values()].map((line) => close(line, parts.clock)));
        lines.clear();
      }),
  };
}

const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const GOODBYE_MS = 2_000;

/** Socket Mode where there is an app token: it needs no address of ours. */
function optionsOf(name: string, connection: SlackConnection, { readSecret, logger }: GatewayParts): BoltOptions {
  const { token, api, appToken, signingSecret } = connection;
  const way = appToken === undefined ? { signingSecret: readSecret(signingSecret ?? "") } : { appToken: readSecret(appToken) };
  return { name, token: readSecret(token), api, way, logger };
}

function markOf(connection: SlackConnection): string {
  return hashOf(connection);
}

/** Waits for Slack's goodbye, but not for long. */
async function close(line: Line, clock: Clock): Promise<void> {
  line.cancelRetry();
  const { app } = line;
  delete line.app;
  let cancel = (): void => {};
  const late = new Promise<void>((resolve) => void (cancel = clock.after(GOODBYE_MS, resolve)));
  // What could not be opened may not be closable either.
  await Promise.race([app?.stop().catch(() => undefined), late]);
  cancel();
}

async function nothing(): Promise<void> {}
