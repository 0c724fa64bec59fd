import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldValue, Item } from "../../src/core/item.ts";
import { gmailSource, type GmailEventOptions } from "../../src/triggers/gmail.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld } from "./poll-world.ts";

interface Letter {
  from?: string;
  title?: string;
  fields?: Readonly<Record<string, FieldValue>>;
}

function letter(id: string, { from = "dana@example.com", title = "Plan", fields = {} }: Letter = {}): Item {
  const actors = [{ name: "Dana", email: from, role: "from" }];
  const written = { folder: "INBOX", labels: ["INBOX", "Work"], ...fields };
  return itemOf({ id: `gmail:${id}`, source: "gmail", kind: "mail", title, actors, url: "https://mail.example/1", fields: written });
}

/** What is heard of a letter that comes. */
async function hear(context: Parameters<typeof polledWorld>[0], written: GmailEventOptions, item: Item) {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin(written);
  world.items.push(item);
  await world.clock.advance(60_000);
  return looking.told;
}

test("new mail is told with its sender, subject and labels", async (context) => {
  const [told] = await hear(context, {}, letter("a", { fields: { subject: "another", unread: true } }));
  assert.deepEqual(told, {
    source: "gmail/test:",
    id: "gmail:a",
    topic: "gmail:test:",
    at: "2026-11-18T09:00:00.000Z",
    title: "Dana: Plan",
    fields: {
      ...{ event: "received", item: "gmail:a", title: "Plan", url: "https://mail.example/1", subject: "Plan", from: "Dana" },
      ...{ fromAddress: "dana@example.com", folder: "INBOX", labels: ["INBOX", "Work"], unread: true },
    },
  });
});

/** What is waited for, what comes, and whether it is heard. */
const TABLE: readonly (readonly [GmailEventOptions, Letter, boolean])[] = [
  [{ from: "Dana@Example.com" }, {}, true],
  [{ from: "@example.com" }, {}, true],
  [{ from: "@ample.com" }, {}, false],
  [{ from: "ana@example.com" }, {}, false],
  [{ subject: "PLAN" }, { title: "Re: plan for May" }, true],
  [{ subject: "plan" }, { title: "Lunch" }, false],
  [{ label: "work" }, {}, true],
  [{ label: "inbox" }, { fields: { labels: null } }, true],
  [{ label: "Private" }, {}, false],
  [{}, { fields: { folder: "Sent" } }, false],
];

test("sender, subject and label are what they say they are, and what one has sent oneself is no new mail", async (context) => {
  for (const [options, written, isHeard] of TABLE) {
    const told = await hear(context, options, letter("a", written));
    assert.equal(told.length, isHeard ? 1 : 0, JSON.stringify([options, written]));
  }
});

test("what it waits for is said in words", () => {
  assert.equal(gmailSource.describe({}), "when new mail has come in Gmail");
  const all = { from: "@example.com", subject: "invoice", label: "Work" };
  assert.equal(gmailSource.describe(all), 'when new mail from @example.com, about "invoice" and labelled Work has come in Gmail');
});
