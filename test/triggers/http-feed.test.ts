import assert from "node:assert/strict";
import { test } from "node:test";
import { httpFeedSource, type HttpFeedEventOptions } from "../../src/triggers/http-feed.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld } from "./poll-world.ts";

const entry = (id: string, title: string, more: { ts?: string; feed?: string } = {}) =>
  itemOf({
    ...{
      id: `http-feed:${more.feed ?? "acme"}#${id}`,
      source: "http-feed",
      kind: "entry",
      title,
      ts: more.ts ?? "2026-11-20T08:05:00.000Z",
    },
    fields: { feed: more.feed ?? "acme", feedTitle: null, categories: [] },
  });

test("a new entry is told once, and neither what was there, nor an old one that came into view, nor a correction", async (context) => {
  const hear = async (options: HttpFeedEventOptions): Promise<readonly string[]> => {
    const world = polledWorld(context, httpFeedSource);
    world.items.push(entry("1", "First"));
    const looking = await world.begin(options);
    const states = [
      [entry("1", "First, corrected"), entry("2", "Outage of mail")],
      [entry("2", "Outage of mail, over"), entry("3", "Sale", { feed: "shop" }), entry("0", "Old", { ts: "2026-10-01T00:00:00.000Z" })],
      [entry("1", "First"), entry("2", "Outage of mail")],
    ];
    for (const items of states) {
      world.items.splice(0, Infinity, ...items);
      await world.clock.advance(15 * 60_000);
    }
    return looking.told.map(({ title }) => title);
  };
  assert.deepEqual(await hear({}), ["Outage of mail", "Sale"]);
  assert.deepEqual(await hear({ feed: "shop" }), ["Sale"]);
  assert.deepEqual(await hear({ words: "OUTAGE" }), ["Outage of mail"]);
  assert.equal(httpFeedSource.describe({}), "when there is a new entry in a feed");
  assert.equal(httpFeedSource.describe({ feed: "shop", words: "sale" }), 'when there is a new entry of shop and with "sale" in its title');
});
