import { accountsOf, type Connections } from "../core/connection.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { Catalogue, Connector } from "../core/ports/outside.ts";
import { withExample } from "./example.ts";
import type { KnownNames } from "../core/workspace.ts";

export interface ConnectorParts {
  /** The accounts that services are read by; each connector is given those of its own kind, and they are asked when it fetches. */
  connections: Connections;
  /** What the configuration names, where definitions are to be checked against it. */
  names?: Pick<KnownNames, "connections">;
  /** Pauses that services ask for pass on it; the machine's own when absent. */
  clock?: Clock;
  /** Folders of our own, absolute, that no program sees which reads for us. */
  hidden?: () => readonly string[];
}

/** Every connector there is, each loaded when a definition first reads from it. */
export function createConnectors({ connections, names, clock, hidden }: ConnectorParts): Catalogue<Connector> {
  const loaders: Readonly<Record<string, () => Promise<Connector>>> = {
    git: async () => (await import("./git/index.ts")).createGitConnector({ ...(hidden && { hidden }) }),
    files: async () => (await import("./files/index.ts")).filesConnector,
    ics: async () => (await import("./ics/index.ts")).icsConnector,
    mail: async () => (await import("./mail/index.ts")).mailConnector,
    junit: async () => (await import("./junit/index.ts")).junitConnector,
    gmail: async () =>
      (await import("./gmail/index.ts")).createGmailConnector(accountsOf("google", connections, names?.connections), clock),
    imap: async () => (await import("./imap/index.ts")).createImapConnector(accountsOf("imap", connections, names?.connections)),
    slack: async () => (await import("./slack/index.ts")).createSlackConnector(accountsOf("slack", connections, names?.connections)),
    "google-calendar": async () =>
      (await import("./google-calendar/index.ts")).createGoogleCalendarConnector(
        accountsOf("google", connections, names?.connections),
        clock,
      ),
    github: async () =>
      (await import("./github/index.ts")).createGitHubConnector(accountsOf("github", connections, names?.connections), clock),
    notion: async () =>
      (await import("./notion/index.ts")).createNotionConnector(accountsOf("notion", connections, names?.connections), clock),
    "google-drive": async () =>
      (await import("./google-drive/index.ts")).createGoogleDriveConnector(accountsOf("google", connections, names?.connections)),
    "http-feed": async () =>
      (await import("./http-feed/index.ts")).createHttpFeedConnector(accountsOf("feed", connections, names?.connections), clock),
    mcp: async () => (await import("./mcp/index.ts")).createMcpConnector(accountsOf("mcp", connections, names?.connections)),
  };
  const ids = Object.keys(loaders);
  return {
    ids,
    async load(id) {
      const loader = ids.includes(id) ? loaders[id] : undefined;
      if (loader === undefined) throw new RangeError(`expected a connector to be one of ${ids.join(", ")}, got ${id}`);
      return withExample(await loader());
    },
  };
}
