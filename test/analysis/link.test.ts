import assert from "node:assert/strict";
import { test } from "node:test";
import { link } from "../../src/analysis/link.ts";
import type { Item } from "../../src/core/item.ts";
import { itemOf } from "../support/items.ts";
import { guest, eventOf } from "./calendar-events.ts";
import { runDay } from "./checked-day.ts";
import { letter } from "./mail-day.ts";

const PULL = "https://github.com/acme/shop/pull/12";

/** The same thing as another service shows it. */
function shownBy(source: string, item: Item, changes: Partial<Item> = {}): Item {
  const { contentHash: _hash, ...draft } = item;
  return itemOf({ ...draft, ...changes, id: `${source}:${item.id}`, source });
}

function pullRequest(): Item {
  return itemOf({ id: "github:acme/shop/pull/12", source: "github", kind: "pull_request", url: PULL });
}

function message(id: string, body: string, ts = "2026-11-18T09:00:00.000Z"): Item {
  return itemOf({ id: `slack:${id}`, source: "slack", kind: "message", body, ts, url: `https://acme.slack.com/archives/C1/${id}` });
}

test("a date in two calendars is one, in the words of the one that knows who comes", () => {
  const full = eventOf("Launch sync", "10:00", { guests: [guest("Lee Chen"), guest("Nora Hill")] });
  const bare = shownBy("google-calendar", full, { actors: [] });
  for (const items of [
    [full, bare],
    [bare, full],
  ]) {
    const linked = link(items);
    assert.deepEqual(linked.items, [full]);
    assert.deepEqual(linked.elsewhere.get(full.id), [bare.id]);
  }
});

test("two dates of a series, and two events at one time, are not one", () => {
  const first = eventOf("Standup", "10:00", { fields: { recurring: true } });
  const second = eventOf("Standup", "2026-11-20T09:00:00.000Z", { fields: { recurring: true } });
  const other = eventOf("Review", "10:00");
  assert.deepEqual(link([first, second, other]).items, [first, second, other]);
});

test("a letter in two mailboxes is one", () => {
  const own = letter("Prices", "2026-11-16 11:00");
  const linked = link([own, shownBy("gmail", own)]);
  assert.equal(linked.items.length, 1);
  assert.equal([...linked.elsewhere.values()].flat().length, 1);
});

test("a letter that borrows the Message-ID of another hides nothing", () => {
  const own = letter("Wire the money today", "2026-11-16 11:00");
  const stranger = letter(
    "Lunch",
    "2026-11-16 11:00",
    { from: "Eve (Evil)", to: ["Sam Field", "Lee Chen"] },
    { messageId: String(own.fields["messageId"]) },
  );
  assert.equal(link([own, stranger]).items.length, 2);
});

test("whoever speaks of a thing by its link is a place where it was seen, the latest first, whatever hangs on the link", () => {
  const plain = message("1", `Could somebody look at ${PULL}?`, "2026-11-17T09:00:00.000Z");
  const deep = message("2", `Comments in <${PULL}/files#diff-3|the change>.`);
  const another = message("3", `${PULL}3 is another one, and ${PULL.replace("/pull/12", "")} all of them.`);
  const pull = pullRequest();
  const { items, elsewhere } = link([plain, deep, another, pull]);
  assert.equal(items.length, 4);
  assert.deepEqual([...elsewhere], [[pull.id, [deep.id, plain.id]]]);
});

test("a meeting that stands in two calendars clashes with no one, is told once, and cites both", () => {
  const meeting = eventOf("Acme demo", "10:00");
  const clash = eventOf("Board prep", "10:15");
  const items = [meeting, clash].flatMap((item) => [item, shownBy("google-calendar", item)]);
  const { briefing } = runDay({ now: "2026-11-19T07:00:00.000Z", items });
  const bullets = briefing.sections.flatMap((section) => section.bullets);
  const risks = briefing.sections.filter(({ id }) => id === "risks").flatMap((section) => section.bullets);
  assert.equal(risks.length, 1, "the clash between the two, and no clash of a meeting with itself");
  assert.deepEqual(new Set(risks[0]?.cites), new Set(items.map(({ id }) => id)));
  assert.ok(bullets.every(({ cites }) => new Set(cites).size === cites.length));
});
