// `npm run test:mail`: mail as it reaches people, by way of a server of the kind that providers run. Needs Dovecot.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import PostalMime, { type Email } from "postal-mime";
import type { Briefing } from "../../src/core/briefing.ts";
import { prose } from "../../src/core/prose.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { receiverBy } from "../deliveries/email/world.ts";
import { sendingOf, type Receiver } from "../deliveries/contract.ts";
import { factOf, sampleBriefing } from "../render/sample.ts";
import { startMailServer, type MailServer } from "../support/mail-server.ts";
import { randomBriefings } from "../support/random-briefing.ts";
import { startDovecot, type Dovecot } from "./dovecot.ts";

const RANDOM = { seed: 20_261_122, count: 100 };
const MAILBOX = "sam@example.com";

describe("a briefing that went by mail, read back from the mailbox", () => {
  let dovecot: Dovecot;
  let server: MailServer;
  let receiver: Receiver;

  before(async () => {
    dovecot = await startDovecot();
    server = await startMailServer({ beforeStoring: (raw) => hand(raw, dovecot) });
    receiver = receiverBy(server.connection());
  });
  after(async () => {
    await server.close();
    await dovecot.stop();
  });

  const deliver = (briefing: Briefing): Promise<{ receipt: string }> =>
    receiver.delivery.send(sendingOf(receiver, briefing, { idempotencyKey: `v1:${briefing.run}` }));

  it("says word for word what was rendered, in both parts and every script, and has its headers", async () => {
    const briefing = sampleBriefing({
      run: "first",
      title: "Übersicht für Ána · 朝の要約",
      headline: prose`2 things need you: ${factOf("Straße, naïve café, 契約書, عقد, חוזה")}.`,
    });
    const { receipt } = await deliver(briefing);
    const rendered = renderMail(briefing);
    const mail = await readById(dovecot, receipt);
    assert.deepEqual([mail.subject, ...partsOf(mail)], [rendered.subject, ...partsOf(rendered)]);
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    assert.match(header("content-type") ?? "", /^multipart\/alternative/);
    assert.equal(header("auto-submitted"), "auto-generated");
    assert.match(header("list-id") ?? "", /<morning-briefing\.chief\.example\.com>$/);
    assert.match(header("list-unsubscribe") ?? "", /^<mailto:chief@example\.com\?/);
    assert.equal(header("message-id"), receipt);
  });

  it("is understood by the server, too: sender, recipient, subject and parts", async () => {
    const { receipt } = await deliver(sampleBriefing({ run: "second" }));
    const { envelope, bodyStructure } = await inMailbox(dovecot, async (client) => {
      const [found] = await client.fetchAll({ header: { "message-id": receipt } }, { envelope: true, bodyStructure: true });
      return found ?? assert.fail("expected the mail to be found by its id");
    });
    assert.equal(envelope?.from?.[0]?.address, "chief@example.com");
    assert.equal(envelope?.to?.[0]?.address, MAILBOX);
    assert.equal(envelope?.subject, "Morning briefing · Thu 19 Nov · 2 at risk");
    assert.deepEqual(
      [bodyStructure?.type, bodyStructure?.childNodes?.map(({ type }) => type)],
      ["multipart/alternative", ["text/plain", "text/html"]],
    );
    for (const part of bodyStructure?.childNodes ?? []) assert.equal(part.parameters?.["charset"]?.toLowerCase(), "utf-8");
  });

  it("stands in one thread with the others of its automation, and apart from those of another", async () => {
    for (const run of ["third", "fourth"]) await deliver(sampleBriefing({ run }));
    for (const run of ["fifth", "sixth"]) await deliver(sampleBriefing({ run, automation: "end-of-day", title: "End of day" }));
    assert.deepEqual(await threadSizes(dovecot), [4, 2]);
  });

  it(`survives the way whatever it says: ${RANDOM.count} at random`, async () => {
    for (const briefing of randomBriefings(RANDOM.seed, RANDOM.count)) {
      const mail = await readById(dovecot, (await deliver(briefing)).receipt);
      assert.deepEqual(partsOf(mail), partsOf(renderMail(briefing)));
      assert.deepEqual(mail.attachments, []);
    }
  });
});

/** Both parts; a last line end more or less is nothing that anybody reads. */
function partsOf({ text, html }: Pick<Email, "text" | "html">): (string | undefined)[] {
  return [text?.trimEnd(), html?.trimEnd()];
}

/** As a server hands a mail on to where mailboxes are. */
async function hand(raw: string, { lmtpPort: port }: Dovecot): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, lmtp: true, ignoreTLS: true });
  await transport.sendMail({ envelope: { from: "chief@example.com", to: [MAILBOX] }, raw });
}

async function inMailbox<T>({ imapPort: port, password: pass }: Dovecot, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({ host: "127.0.0.1", port, secure: false, doSTARTTLS: false, auth: { user: MAILBOX, pass }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen("INBOX", { readOnly: true });
    return await work(client);
  } finally {
    await client.logout();
  }
}

async function readById(dovecot: Dovecot, id: string): Promise<Email> {
  const [found] = await inMailbox(dovecot, (client) => client.fetchAll({ header: { "message-id": id } }, { source: true }));
  return PostalMime.parse(found?.source ?? assert.fail(`expected ${id} to be in the mailbox`));
}

/** How many mails each thread has, by the server's own reckoning (https://www.rfc-editor.org/rfc/rfc5256#section-3), the first thread first. */
async function threadSizes({ imapPort, password }: Dovecot): Promise<number[]> {
  const socket = connect(imapPort, "127.0.0.1");
  await once(socket, "connect");
  const commands = [`1 LOGIN ${MAILBOX} ${password}`, "2 EXAMINE INBOX", "3 THREAD REFERENCES UTF-8 ALL", "4 LOGOUT"];
  socket.write(commands.map((command) => `${command}\r\n`).join(""));
  const lines = (await text(socket)).split("\r\n");
  const threads = lines.filter((line) => line.startsWith("* THREAD ")).flatMap(threadsIn);
  return threads.map((thread) => (thread.match(/\d+/g) ?? []).length);
}

/** The outermost groups of brackets. */
function threadsIn(line: string): string[] {
  const threads: string[] = [];
  let depth = 0;
  for (const sign of line) {
    if (sign === "(" && depth === 0) threads.push("");
    if (sign === "(") depth += 1;
    if (depth > 0) threads[threads.length - 1] += sign;
    if (sign === ")") depth -= 1;
  }
  return threads;
}
