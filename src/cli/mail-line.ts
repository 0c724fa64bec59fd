import type { App } from "../app.ts";
import { answeredIn } from "../core/connection.ts";
import { toStoredError } from "../core/errors.ts";
import { systemClock } from "../lib/clock.ts";
import type { Line, Lines } from "../web/lines.ts";
import type { Waiting } from "./slack-line.ts";

interface Listening {
  isWanted(): boolean;
  open(): Promise<Lines<Line>>;
  /** Said where it fails. */
  failure: string;
}

/** Reads answers by mail, and hears of new mail, as the configuration says now and later; the library is loaded with the first mailbox. */
export function openMailLine(app: App, { env, logger, started }: Waiting): { stop(): Promise<void> } {
  const parts = { app, env, clock: systemClock, logger };
  const all: Listening[] = [
    {
      isWanted: () => Object.keys(answeredIn(app.workspace.connections)).length > 0,
      open: async () => (await import("../web/mail/open.ts")).openMail(parts),
      failure: "answers by mail can't be read",
    },
    {
      isWanted: () => Object.values(app.workspace.connections).some(({ kind }) => kind === "imap"),
      open: async () => (await import("../web/mail/open-news.ts")).openMailNews(parts),
      failure: "a mailbox can't be listened to",
    },
  ];
  const stops = all.map((listening) => followLines(app, listening, { logger, started }));
  return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

function followLines(app: App, { isWanted, open, failure }: Listening, { logger, started }: Pick<Waiting, "logger" | "started">) {
  let lines: Promise<Lines<Line>> | undefined;
  const follow = async (): Promise<void> => {
    if (isWanted()) lines ??= open();
    (await lines)?.follow();
  };
  const followVisibly = (): void => {
    follow().catch((error: unknown) => logger.error({ error: toStoredError(error) }, failure));
  };
  void started.then(() => {
    followVisibly();
    app.onChange(followVisibly);
  });
  return async (): Promise<void> => (await lines)?.stop();
}
