import type { App } from "../app.ts";
import { answeredIn } from "../core/connection.ts";
import { toStoredError } from "../core/errors.ts";
import { systemClock } from "../lib/clock.ts";
import type { Line, Lines } from "../web/lines.ts";
import type { Waiting } from "./slack-line.ts";

/** Reads answers by mail as the configuration says now and later; its library is loaded with the first mailbox that is read. */
export function openMailLine(app: App, { env, logger, started }: Waiting): { stop(): Promise<void> } {
  let lines: Promise<Lines<Line>> | undefined;
  const follow = async (): Promise<void> => {
    const isWanted = Object.keys(answeredIn(app.workspace.connections)).length > 0;
    if (isWanted) lines ??= import("../web/mail/open.ts").then(({ openMail }) => openMail({ app, env, clock: systemClock, logger }));
    (await lines)?.follow();
  };
  const followVisibly = (): void => {
    follow().catch((error: unknown) => logger.error({ error: toStoredError(error) }, "answers by mail can't be read"));
  };
  void started.then(() => {
    followVisibly();
    app.onChange(followVisibly);
  });
  return { stop: async () => (await lines)?.stop() };
}
