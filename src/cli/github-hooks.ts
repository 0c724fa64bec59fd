import type { App } from "../app.ts";
import type { Logger } from "../core/ports/ambient.ts";
import { systemClock } from "../lib/clock.ts";
import { lazy } from "../lib/lazy.ts";
import type { Taker } from "../web/listen.ts";
import type { Session } from "./session.ts";

/** Below this, requests are GitHub's. */
const GITHUB = "/github/";

/** Takes webhooks of GitHub, as the configuration says now and later; its library is loaded with the first of them. */
export function openGitHubHooks(app: App, { env, logger }: { env: Session["env"]; logger: Logger }): Taker {
  const listener = lazy(async () => {
    const parts = [import("../web/github-hooks.ts"), import("../config/secrets.ts")] as const;
    const [{ createGitHubListener }, { readSecret }] = await Promise.all(parts);
    return createGitHubListener({
      connections: () => app.workspace.connections,
      readSecret: (reference) => readSecret(reference, { ...app.workspace, env }),
      nudge: (connection) => void app.nudge("github", connection),
      clock: systemClock,
      logger,
    });
  });
  return (request, response) => {
    if (request.url?.startsWith(GITHUB) !== true) return false;
    void listener().then((take) => take(request, response));
    return true;
  };
}
