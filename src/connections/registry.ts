import type { ConnectionKind, ConnectionOf } from "../core/connection.ts";
import type { Service } from "./service.ts";

const LOADERS: { readonly [Kind in ConnectionKind]: () => Promise<Service<ConnectionOf<Kind>>> } = {
  slack: async () => (await import("./slack/index.ts")).slackService,
  google: async () => (await import("./google/index.ts")).googleService,
  github: async () => (await import("./github/index.ts")).githubService,
  notion: async () => (await import("./notion/index.ts")).notionService,
  smtp: async () => (await import("./smtp/index.ts")).smtpService,
  imap: async () => (await import("./imap/index.ts")).imapService,
  openai: async () => (await import("./openai/index.ts")).openAiService,
  mcp: async () => (await import("./mcp/index.ts")).mcpService,
  feed: async () => (await import("./feed/index.ts")).feedService,
};

/** Every kind of service that can be connected. */
export const SERVICE_KINDS: readonly ConnectionKind[] = ["slack", "google", "github", "notion", "smtp", "imap", "openai", "mcp", "feed"];

/** How a kind of service is connected; its client is loaded when it is asked. */
export function loadService(kind: ConnectionKind): Promise<Service> {
  return LOADERS[kind]();
}
