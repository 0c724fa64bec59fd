import type { SlackConnection } from "../../core/connection.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { SecretReference } from "../../core/secret.ts";
import { createLines, type Lines } from "../lines.ts";
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

/** All of Slack that is listened to. */
export interface Gateway extends Omit<Lines<BoltApp>, "find"> {
  /** Takes what Slack posts to us. */
  take: Taker;
}

export function createGateway(parts: GatewayParts): Gateway {
  const { listening, handlers, clock, logger } = parts;
  const { find, ...lines } = createLines<SlackConnection, BoltApp>({
    ...{ service: "Slack", wanted: listening, clock, logger },
    make: (name, connection, lost) =>
      createBoltApp({ ...optionsOf(name, connection, parts), closed: () => lost(new Error("the connection was closed")) }, handlers),
    inWords: (error) => wordsOf([toStoredError(error).message]),
  });
  return {
    ...lines,
    take(request, response) {
      const path = request.url?.split("?", 1)[0] ?? "";
      if (!path.startsWith(SLACK_PATH)) return false;
      const listener = find(path.slice(SLACK_PATH.length))?.listener;
      if (listener) listener(request, response);
      else response.writeHead(404).end();
      return true;
    },
  };
}

/** Socket Mode where there is an app token: it needs no address of ours. */
function optionsOf(name: string, connection: SlackConnection, { readSecret, logger, clock }: GatewayParts): Omit<BoltOptions, "closed"> {
  const { token, api, appToken, signingSecret } = connection;
  const way = appToken === undefined ? { signingSecret: readSecret(signingSecret ?? "") } : { appToken: readSecret(appToken) };
  return { name, token: readSecret(token), api, way, logger, clock };
}
