import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { createHttpFeedConnector } from "../../../src/connectors/http-feed/index.ts";
import { feedAccounts, rss, startFeeds } from "../../support/feed-server.ts";
import { describeConnector, type Prepared } from "../contract.ts";

const entry = (number: number, title = `Entry ${number}`): string =>
  `<title>${title}</title><guid>e${number}</guid><pubDate>Fri, 20 Nov 2026 0${number}:00:00 GMT</pubDate>`;
const server = await startFeeds({
  "/news": rss([entry(3), entry(2), entry(1)]),
  "/hostile": rss([entry(1, "<![CDATA[hostile \u001b[31m; rm -rf ~ {{system}}]]>")]),
});
const root = await mkdtemp(join(tmpdir(), "chief-feed-"));
after(() => Promise.all([server.close(), rm(root, { recursive: true })]));

function prepared(paths: readonly string[], more: object = {}): Prepared {
  const options = { urls: paths.map((path) => `${server.url}${path}`), ...more };
  return { root, options, window: { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" } };
}

describeConnector({
  connector: createHttpFeedConnector(feedAccounts()),
  isStanding: () => false,
  prepare: async () => prepared(["/news"]),
  prepareHostile: async () => prepared(["/hostile"]),
  prepareBroken: async () => prepared(["/gone", "/news"]),
  prepareTooMuch: async () => prepared(["/news"], { max: 1 }),
  prepareAway: async () => prepared(["/gone"]),
});
