import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGitHubConnector } from "../../../src/connectors/github/index.ts";
import { accountsOf } from "../../../src/core/connection.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import type { Connector, FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { connectionsTo, startGitHub, type GitHubServer } from "../../support/github-server.ts";
import { freePort } from "../../support/slack-server.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** A week in which the pull requests of the tests lie, and this day, on which the emulator writes. */
export const WINDOW = { from: "2026-11-12T08:00:00.000Z", to: "2099-01-01T00:00:00.000Z" };

/** A GitHub with two repositories, and the connector that reads it. */
export interface GitHubWorld {
  github: GitHubServer;
  connector: Connector;
  prepared(options?: unknown): Prepared;
  fetch(options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  /** Once more, with what the fetch before left. */
  fetchAgain(before: Fetched, options?: unknown): Promise<Fetched>;
  close(): Promise<void>;
}

export async function startWorld(clock?: Clock): Promise<GitHubWorld> {
  const github = await startGitHub();
  const root = await mkdtemp(join(tmpdir(), "chief-github-"));
  const accounts = accountsOf("github", connectionsTo(github));
  const gone = accountsOf("github", connectionsTo({ ...github, api: `http://127.0.0.1:${await freePort()}` }));
  const connector: Connector = createGitHubConnector({ ...accounts, get: (name) => (name === "gone" ? gone : accounts).get() }, clock);
  const prepared = (options: unknown = { repositories: ["dana/shop"] }): Prepared => ({ root, options, window: WINDOW });
  const fetch: GitHubWorld["fetch"] = (options, changes = {}) => connector.fetch(contextFor(connector, prepared(options), changes));
  return {
    ...{ github, connector, prepared, fetch },
    fetchAgain: ({ cursor, items }, options) => fetch(options, { cursor: structuredClone(cursor), picture: items }),
    close: async () => {
      await github.close();
      await rm(root, { recursive: true });
    },
  };
}
