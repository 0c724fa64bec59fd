import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { imapSource, type ImapEventOptions } from "../../src/triggers/imap.ts";
import { awaitedIn } from "../../src/web/mail/open-news.ts";
import { automationWith } from "../support/automation.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld } from "./poll-world.ts";

function letter(id: string, folder = "INBOX"): Item {
  const actors = [{ name: "Dana", email: "dana@example.com", role: "from" }];
  return itemOf({ id: `imap:${id}`, source: "imap", kind: "mail", title: "Plan", actors, fields: { folder, unread: true } });
}

/** What is waited for, where a letter comes, and whether it is heard. */
const TABLE: readonly (readonly [ImapEventOptions, folder: string, isHeard: boolean])[] = [
  [{}, "INBOX", true],
  [{ from: "@example.com", subject: "PLAN" }, "Clients/Acme", true],
  [{ from: "ana@example.com" }, "INBOX", false],
  [{ subject: "lunch" }, "INBOX", false],
  [{}, "Sent", false],
];

test("new mail is told once, as its filters say, and what one has sent oneself is none", async (context) => {
  for (const [options, folder, isHeard] of TABLE) {
    const world = polledWorld(context, imapSource);
    await world.begin(options);
    world.items.push(letter("a", folder));
    await world.clock.advance(240_000);
    assert.deepEqual(world.told(), isHeard ? ["imap:a"] : [], JSON.stringify([options, folder]));
  }
});

test("a mailbox that tells of new mail by itself is looked at after a moment", async (context) => {
  const world = polledWorld(context, imapSource);
  const looking = await world.begin({});
  await world.clock.advance(60_000);
  world.items.push(letter("a"));
  looking.nudge("main");
  await world.clock.advance(1_000);
  assert.deepEqual(world.told(), ["imap:a"]);
});

test("only mailboxes that an automation waits for are kept open", () => {
  const mailbox = { kind: "imap", host: "imap.example.com", port: 993, security: "tls", user: "a", password: "file:x" } as const;
  const connections = { home: mailbox, work: mailbox };
  const trigger = { kind: "event", source: "imap", options: {}, audience: [], topic: "imap:test:", where: [] } as const;
  const reads = (options: Record<string, string>) => [{ name: "imap", connector: "imap", options, audience: [] }];
  assert.deepEqual(awaitedIn([automationWith({ reads: reads({}) })], connections), {});
  const named = automationWith({ triggers: [trigger], reads: reads({ connection: "work" }) });
  assert.deepEqual(Object.keys(awaitedIn([named], connections)), ["work"]);
  assert.deepEqual(awaitedIn([automationWith({ triggers: [trigger], reads: [] })], connections), {});
});

test("what an automation waits for reads as a sentence", () => {
  assert.equal(
    imapSource.describe({ from: "@acme.example", subject: "offer" }),
    'when new mail from @acme.example and about "offer" has come in the mailbox',
  );
  assert.equal(imapSource.describe({}), "when new mail has come in the mailbox");
});
