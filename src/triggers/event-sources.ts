import type { EventSource } from "../core/ports/events.ts";
import type { Catalogue } from "../core/ports/outside.ts";

const LOADERS: Readonly<Record<string, () => Promise<EventSource>>> = {
  file: async () => (await import("./file.ts")).fileSource,
  run: async () => (await import("./run-finished.ts")).runSource,
  webhook: async () => (await import("./webhook.ts")).webhookSource,
  before: async () => (await import("./before.ts")).beforeSource,
  slack: async () => (await import("./slack.ts")).slackSource,
  gmail: async () => (await import("./gmail.ts")).gmailSource,
  imap: async () => (await import("./imap.ts")).imapSource,
  "google-calendar": async () => (await import("./google-calendar.ts")).googleCalendarSource,
  github: async () => (await import("./github.ts")).githubSource,
  "http-feed": async () => (await import("./http-feed.ts")).httpFeedSource,
  notion: async () => (await import("./notion.ts")).notionSource,
  mcp: async () => (await import("./mcp.ts")).mcpSource,
  reply: async () => (await import("./reply.ts")).replySource,
};

/** Every event source there is, each loaded when a definition first names it. */
export const eventSources: Catalogue<EventSource> = {
  ids: Object.keys(LOADERS),
  async load(id) {
    const loader = LOADERS[id];
    if (loader === undefined) throw new RangeError(`expected an event source to be one of ${eventSources.ids.join(", ")}, got ${id}`);
    return loader();
  },
};
