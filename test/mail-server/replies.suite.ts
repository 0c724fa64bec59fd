// `npm run test:mail`: what people write back, from their mailbox to what comes of it. Needs Dovecot.
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { letterOf } from "../web/mail/letters.ts";
import { FIRST, openMailWorld, SECOND, type MailWorld } from "../web/mail/world.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import { startDovecot, type Dovecot } from "./dovecot.ts";

const LOOK_MS = 20;
const PATIENCE_MS = 20_000;

describe("what people write back to mails", () => {
  let dovecot: Dovecot;
  let server: MailServer;
  let letters = 0;

  before(async () => {
    dovecot = await startDovecot();
    server = await startMailServer();
  });
  after(async () => {
    await server.close();
    await dovecot.stop();
  });

  async function open(context: TestContext, user: string): Promise<MailWorld> {
    const password = "${env:SECRET}"; // oxlint-disable-line no-template-curly-in-string -- as people write it
    const replies = { host: "127.0.0.1", port: dovecot.imapPort, security: "none", user, password, trusts: "mx.example.net" } as const;
    return openMailWorld(context, server.connection({ replies }));
  }

  async function listen(context: TestContext, world: MailWorld): Promise<void> {
    const lines = world.listen();
    context.after(() => lines.stop());
    lines.follow();
    await until(async () => (await world.store.cursors.load("replies office")) !== undefined);
  }

  /** Puts a letter into the mailbox, as the server that takes mail in does. */
  async function hand(user: string, raw: Buffer): Promise<void> {
    const transport = createTransport({ host: "127.0.0.1", port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: "sam@example.com", to: [user] }, raw });
  }

  function reply(answers: string | undefined, words: string, changes: Record<string, string> = {}): Buffer {
    letters += 1;
    const quote = "\r\n\r\nOn Fri, Nov 20, 2026 at 9:00 AM Chief <chief@example.com> wrote:\r\n> mute 1\r\n> stop\r\n";
    const headers = { "In-Reply-To": String(answers), References: String(answers), "Message-ID": `<reply-${letters}@example.com>` };
    return letterOf({ ...headers, ...changes }, {}, words + quote);
  }

  it("a flag is done by a letter with a quote below it; forged ones and a second copy change nothing", async (context) => {
    const user = "flags@example.net";
    const world = await open(context, user);
    const { receipt } = await world.send("one");
    await listen(context, world);
    await hand(user, reply(receipt, "stop", { "Authentication-Results": "mx.example.net; dkim=fail header.d=example.com" }));
    await hand(user, reply(receipt, "stop", { "Authentication-Results": "mx.evil.example; dkim=pass header.d=example.com" }));
    await hand(user, reply(receipt, "stop", { "Auto-Submitted": "auto-replied" }));
    await hand(user, letterOf({ "In-Reply-To": "<of-somebody@example.com>", References: undefined }, {}, "stop"));
    const done = reply(receipt, "done 1");
    await hand(user, done);
    await until(async () => (await world.flag(FIRST))?.acknowledgement?.kind === "done");
    await hand(user, done);
    await hand(user, reply(receipt, "snooze 2"));
    await until(async () => (await world.flag(SECOND))?.acknowledgement?.kind === "snooze");
    await until(async () => (await world.answers()).filter(({ state }) => state === "sent").length === 2);
    assert.equal((await world.flag(FIRST))?.acknowledgement?.kind, "done");
    assert.deepEqual([world.paused, (await world.answers()).length], [[], 2]);
    assert.match(server.received.at(-1)?.raw ?? "", /^Auto-Submitted: auto-replied/m);
    assert.deepEqual(await flagsIn(dovecot, user), [[], [], [], [], [], [], []], "nothing in the mailbox was changed");
  });

  it("a message is approved by the code that stands in the question, and by nothing else", async (context) => {
    const user = "approvals@example.net";
    const world = await open(context, user);
    const { held, asked, request } = await world.hold("one");
    await listen(context, world);
    await hand(user, reply(asked.receipt, "approve 00000000"));
    await hand(user, reply(asked.receipt, `approve ${request.request?.code}`, { From: "eve@evil.example" }));
    await until(async () => (await world.answers()).length === 1);
    assert.equal((await world.store.outbox.find(held.key))?.state, "held");
    await hand(user, reply(asked.receipt, `approve ${request.request?.code}`));
    await until(async () => (await world.store.outbox.find(held.key))?.state === "sent");
  });

  it("what came while nobody listened is taken up at the next start, and nothing twice, also where the mailbox was made anew", async (context) => {
    const user = "restarts@example.net";
    const world = await open(context, user);
    const { receipt } = await world.send("one");
    const first = world.listen();
    first.follow();
    await until(async () => (await world.store.cursors.load("replies office")) !== undefined);
    await first.stop();
    await hand(user, reply(receipt, "done 1"));
    await listen(context, world);
    await until(async () => (await world.answers()).length === 1);
    await world.operations.acknowledge(FIRST, undefined, "me");
    await world.store.cursors.save("replies office", { validity: "another", next: 900 });
    await listen(context, world);
    await hand(user, reply(receipt, "done 2"));
    await until(async () => (await world.flag(SECOND))?.acknowledgement?.kind === "done");
    assert.equal((await world.flag(FIRST))?.acknowledgement, undefined, "the first letter was obeyed once");
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    if (await isSo()) return;
    await wait(LOOK_MS);
  }
  assert.fail("expected something to come about in time");
}

/** What every letter of a mailbox is marked with, apart from being new. */
async function flagsIn({ imapPort: port, password: pass }: Dovecot, user: string): Promise<string[][]> {
  const client = new ImapFlow({ host: "127.0.0.1", port, secure: false, doSTARTTLS: false, auth: { user, pass }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen("INBOX", { readOnly: true });
    const found = await client.fetchAll("1:*", { flags: true });
    return found.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== "\\Recent"));
  } finally {
    await client.logout();
  }
}
