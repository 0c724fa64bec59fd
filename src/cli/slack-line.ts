import type { App } from "../app.ts";
import { listeningIn } from "../core/connection.ts";
import { toStoredError } from "../core/errors.ts";
import type { Logger } from "../core/ports/ambient.ts";
import { systemClock } from "../lib/clock.ts";
import type { Taker } from "../web/listen.ts";
import type { Gateway } from "../web/slack/gateway.ts";
import type { Session } from "./session.ts";

/** Below this, requests are Slack's. */
const SLACK = "/slack/";

/** Slack, as long as somebody wants to hear of it. */
export interface SlackLine {
  take: Taker;
  stop(): Promise<void>;
}

/** What whoever listens for people is given. */
export interface Waiting {
  env: Session["env"];
  logger: Logger;
  /** Resolves once it is known who waits for events. */
  started: Promise<void>;
}

/** Listens to Slack as the configuration says now and later; its library is loaded with the first connection that is listened to. */
export function openSlackLine(app: App, waiting: Waiting): SlackLine {
  let gateway: Promise<Gateway> | undefined;
  const follow = async (): Promise<void> => {
    const isWanted = Object.keys(listeningIn(app.workspace.connections)).length > 0;
    if (isWanted) gateway ??= import("../web/slack/open.ts").then(({ openSlack }) => openSlack({ app, clock: systemClock, ...waiting }));
    (await gateway)?.follow();
  };
  const followVisibly = (): void => {
    follow().catch((error: unknown) => waiting.logger.error({ error: toStoredError(error) }, "Slack can't be listened to"));
  };
  void waiting.started.then(() => {
    followVisibly();
    app.onChange(followVisibly);
  });
  return {
    take(request, response) {
      if (!gateway || request.url?.startsWith(SLACK) !== true) return false;
      void gateway.then(({ take }) => take(request, response));
      return true;
    },
    stop: async () => (await gateway)?.stop(),
  };
}
