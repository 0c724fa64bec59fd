// `npm run test:mail`: mail as the connector imap reads it from a server of the kind that providers run. Needs Dovecot.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTransport } from "nodemailer";
import { imapService } from "../../src/connections/imap/index.ts";
import { mailIn } from "../../src/core/kinds/mail.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { parseLetter } from "../../src/lib/letter/parse-letter.ts";
import { createStore } from "../../src/store/open.ts";
import { imapSource } from "../../src/triggers/imap.ts";
import { openMailNews } from "../../src/web/mail/open-news.ts";
import { letter, titlesOf } from "../connectors/gmail/world.ts";
import { lookOut } from "../triggers/event-source-world.ts";
import { automationWith } from "../support/automation.ts";
import { createFakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { memoryDatabase } from "../support/store.ts";
import { startDovecot, type Dovecot } from "./dovecot.ts";
import { asOwner, connectionTo, fill, flagsIn, hand, readerOf, startWire, until } from "./mailbox-world.ts";

const MANY = 5_000;
const SEEN = String.raw`\Seen`;

/** A letter of some minutes ago. */
function numbered(number: number, headers: Readonly<Record<string, string>> = {}): string {
  const at = new Date(Date.now() - 60_000 * (number + 1)).toUTCString();
  return letter({ "Message-ID": `<number-${number}@acme.example>`, Subject: `Number ${number}`, Date: at, ...headers });
}

describe("a mailbox at a server of the kind that providers run", () => {
  let dovecot: Dovecot;
  before(async () => {
    dovecot = await startDovecot();
  });
  after(() => dovecot.stop());

  const read = (user: string) => readerOf(dovecot, connectionTo(dovecot.imapPort, user));

  it("is read as it is, then only what has changed, and stays as it was", async () => {
    const world = await read("changes");
    for (const number of [3, 2, 1]) await hand(dovecot, "changes", numbered(number));
    const first = await world.fetch();
    assert.deepEqual(titlesOf(first), ["Number 3", "Number 2", "Number 1"]);
    assert.deepEqual(await flagsIn(dovecot, "changes"), [[], [], []]);
    await asOwner(dovecot, "changes", async (client) => {
      await client.mailboxOpen("INBOX");
      await client.messageFlagsAdd("2", [SEEN], { uid: true });
      await client.messageDelete("1", { uid: true });
    });
    await hand(dovecot, "changes", numbered(0));
    const second = await world.fetchAgain(first);
    assert.deepEqual(
      mailIn(second.items).map(({ item, unread }) => [item.title, unread]),
      [
        ["Number 2", false],
        ["Number 1", true],
        ["Number 0", true],
      ],
    );
    assert.deepEqual(await flagsIn(dovecot, "changes"), [[SEEN], [], []]);
  });

  it("keeps the ids of its letters where a folder is made anew, and finds folders in other languages and alphabets", async () => {
    const world = await read("names");
    const move = (from: string, to: string) =>
      asOwner(dovecot, "names", async (client) => {
        await client.mailboxCreate(to);
        await client.mailboxOpen(from);
        await client.messageMove("1:*", to);
      });
    await hand(dovecot, "names", numbered(1));
    await move("INBOX", "Отправленные");
    await hand(dovecot, "names", numbered(0));
    const first = await world.fetch();
    assert.deepEqual(
      mailIn(first.items).map(({ folder }) => folder),
      ["Sent", "INBOX"],
    );
    const named = { folders: ["Отправленные", "Kunden/Übersee", "Fehlt"] };
    await asOwner(dovecot, "names", (client) => client.mailboxCreate(["Kunden", "Übersee"]));
    const second = await world.fetch(named);
    assert.deepEqual([titlesOf(second), second.failures.map(({ what }) => what)], [["Number 1"], ["the folder Fehlt"]]);
    await move("Отправленные", "Fort");
    await asOwner(dovecot, "names", (client) => client.mailboxDelete("Отправленные"));
    await move("Fort", "Отправленные");
    const third = await world.fetchAgain(first);
    assert.deepEqual(
      third.items.map(({ id }) => id),
      first.items.map(({ id }) => id),
    );
  });

  it("brings of a letter with large files what the whole letter would say", async () => {
    const world = await read("large");
    const pack = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
    const { message } = await pack.sendMail({
      ...{ from: "Dana <dana@acme.example>", to: "sam@home.example", subject: "Große Datei", messageId: "<large@acme.example>" },
      ...{ text: "Grüße aus Köln,\nsiehe Anhang.", html: "<p>Grüße aus Köln</p>" },
      attachments: [
        { filename: "Übersicht 2026.pdf", content: Buffer.alloc(300_000, 7) },
        { filename: "notes.txt", content: "do not read this" },
      ],
      icalEvent: {
        method: "REQUEST",
        content: "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:demo@x\r\nDTSTART:20261201T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      },
    });
    assert.ok(Buffer.isBuffer(message));
    const raw = message.toString();
    await hand(dovecot, "large", raw);
    const { items } = await world.fetch();
    const whole = await parseLetter(Buffer.from(raw));
    const [mail] = mailIn(items);
    assert.deepEqual([mail?.item.body, mail?.attachments, mail?.inviteUid], [whole?.body, whole?.attachments, "demo@x"]);
    assert.equal(mail?.item.title, "Große Datei");
  });

  it(`is read in few round trips where it holds ${MANY} letters, and in a handful where nothing is new`, async (context) => {
    const wire = await startWire(dovecot.imapPort);
    context.after(() => wire.close());
    const world = await readerOf(dovecot, connectionTo(wire.port, "many"));
    await fill(
      dovecot,
      "many",
      Array.from({ length: MANY }, (_, index) => numbered(index % 5_000)),
    );
    const began = performance.now();
    const first = await world.fetch({ max: MANY });
    const tookMs = performance.now() - began;
    assert.equal(first.items.length, MANY);
    const calls = wire.commands.length;
    context.diagnostic(`${MANY} letters: ${calls} commands, ${Math.round(tookMs)} ms`);
    assert.ok(calls <= 80, `expected at most 80 commands, got ${calls}`);
    const second = await world.fetchAgain(first, { max: MANY });
    assert.equal(second.items.length, MANY);
    context.diagnostic(`nothing new: ${wire.commands.length - calls} commands`);
    assert.ok(wire.commands.length - calls <= 10);
  });

  it("tells of new mail at once, each letter once, also after the connection has broken off", async (context) => {
    const wire = await startWire(dovecot.imapPort);
    context.after(() => wire.close());
    const connection = connectionTo(wire.port, "news");
    const clock = createFakeClock(new Date().toISOString());
    const { connector } = await readerOf(dovecot, connection);
    const reads = [{ name: "imap", connector: "imap", options: { max: 100 } }];
    const looking = await lookOut(imapSource, {}, { store: createStore(memoryDatabase(context), "test"), clock, connector, reads });
    context.after(() => looking.stop());
    const told = (): string[] => looking.told.map(({ title }) => title);
    const nudges: string[] = [];
    const trigger = { kind: "event", source: "imap", options: {}, audience: [], topic: "imap:test:", where: [] } as const;
    const grants = reads.map((read) => ({ ...read, audience: [] }));
    const password = "${env:MAIL_PASSWORD}"; // oxlint-disable-line no-template-curly-in-string -- as people write it
    const app = {
      automations: [automationWith({ triggers: [trigger], reads: grants })],
      workspace: {
        root: "/nowhere",
        dataDirectory: "/nowhere",
        webhooks: {},
        pings: {},
        connections: { home: { ...connection, password } },
      },
      nudge: async (source: string, name: string) => {
        nudges.push(`${source} ${name}`);
        looking.nudge(name);
      },
    };
    const lines = openMailNews({ app, env: { MAIL_PASSWORD: dovecot.password }, clock: systemClock, logger: silentLogger });
    context.after(() => lines.stop());
    lines.follow();
    await until(() => nudges.length > 0 && wire.commands.some((command) => command.endsWith(" IDLE")));
    const heard = async (number: number): Promise<void> => {
      const before = nudges.length;
      const began = performance.now();
      await hand(dovecot, "news", numbered(number));
      await until(() => nudges.length > before);
      context.diagnostic(`heard after ${Math.round(performance.now() - began)} ms`);
      await clock.advance(15_000);
      await until(() => told().length > 0 && told().at(-1) === `Dana Reyes: Number ${number}`);
    };
    await heard(3);
    await heard(2);
    wire.cut();
    await hand(dovecot, "news", numbered(1));
    const before = nudges.length;
    await until(() => nudges.length > before);
    await clock.advance(60_000);
    await until(() => told().length === 3);
    await heard(0);
    assert.deepEqual(
      told(),
      [3, 2, 1, 0].map((number) => `Dana Reyes: Number ${number}`),
    );
    assert.deepEqual(await flagsIn(dovecot, "news"), [[], [], [], []]);
  });

  it("lets in whoever knows its password, and tells what it holds", async () => {
    await hand(dovecot, "account", numbered(0));
    const check = (password: string) =>
      imapService.check(connectionTo(dovecot.imapPort, "account"), {
        readSecret: () => password,
        now: 0,
        signal: AbortSignal.timeout(20_000),
      });
    assert.deepEqual(await check(dovecot.password), {
      name: `account at 127.0.0.1:${dovecot.imapPort}, not encrypted, on this machine`,
      remarks: ["The inbox holds 1 letter.", "It tells of new mail at once."],
    });
    await assert.rejects(check("wrong"), { code: "reauth-needed" });
  });
});
