import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { bytesOfParts, partsToRead } from "../../../src/connectors/imap/structure.ts";
import { ChiefError } from "../../../src/core/errors.ts";
import { mailIn } from "../../../src/core/kinds/mail.ts";
import { parseLetter } from "../../../src/lib/letter/parse-letter.ts";
import { emptyFolder, IMAP_PASSWORD, startImapServer, type ImapFault, type ImapServer } from "../../support/imap-server.ts";
import { letter, numbered, titlesOf } from "../gmail/world.ts";
import { callsIn, openWorld, type MailboxWorld } from "./world.ts";

async function start(context: TestContext, password = IMAP_PASSWORD): Promise<{ server: ImapServer; world: MailboxWorld }> {
  const server = await startImapServer();
  const world = await openWorld(() => server.connection, password);
  context.after(async () => {
    await server.close();
    await world.close();
  });
  return { server, world };
}

/** What is asked while something is done, apart from signing in. */
async function callsOf(server: ImapServer, work: Promise<unknown>): Promise<string[]> {
  const before = server.commands.length;
  await work;
  return callsIn(server.commands.slice(before));
}

async function errorOf(work: Promise<unknown>): Promise<ChiefError> {
  const error: unknown = await work.then(
    () => assert.fail("expected a failure"),
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof ChiefError, String(error));
  assert.ok(error.hint);
  assert.doesNotMatch(`${error.message} ${error.hint} ${error.stack}`, /canary/);
  return error;
}

test("letters have what their mailbox says of them, and whose they are", async (context) => {
  const { server, world } = await start(context);
  server.deliver(letter(), { flags: [String.raw`\Seen`, String.raw`\Answered`] });
  server.deliver(letter({ "Message-ID": "<mine@home.example>", From: "sam@home.example", To: "dana@acme.example" }), {
    folder: "Gesendet",
  });
  server.deliver(numbered(1), { flags: [String.raw`\Draft`] });
  server.deliver(numbered(2), { flags: [String.raw`\Deleted`] });
  server.deliver(letter({ "Message-ID": "<odd@x.example>", Date: "Fri, 01 Jan 2038 00:00:00 +0000" }));
  const { items, me, failures } = await world.fetch();
  const told = mailIn(items).map(({ item, folder, unread }) => [
    item.id,
    folder,
    unread,
    item.fields["answered"],
    item.fields["dateGuessed"],
  ]);
  assert.deepEqual(told, [
    ["imap:mine@home.example", "Sent", true, undefined, undefined],
    ["imap:plan-1@acme.example", "INBOX", false, true, undefined],
    ["imap:odd@x.example", "INBOX", true, undefined, true],
  ]);
  assert.deepEqual([me, failures], [[{ email: "sam@home.example" }], []]);
});

for (const capability of ["CONDSTORE", "no CONDSTORE"]) {
  test(`only what changed is read again, with ${capability}`, async (context) => {
    const { server, world } = await start(context);
    const counts = capability === "CONDSTORE";
    if (!counts) server.capabilities = server.capabilities.filter((each) => each !== "CONDSTORE");
    for (const number of [3, 2, 1]) server.deliver(numbered(number));
    server.deliver(letter(), { folder: "Gesendet" });
    const first = await world.fetch();
    assert.deepEqual(titlesOf(first), ["Number 3", "Number 2", "Number 1", "The plan"]);
    const idle = await callsOf(server, world.fetchAgain(first));
    const looking = ["EXAMINE", "UID SEARCH", "UID FETCH"];
    assert.deepEqual(idle, counts ? ["EXAMINE", "EXAMINE"] : [...looking, ...looking]);

    server.change("INBOX", 2, [String.raw`\Seen`]);
    server.remove("INBOX", 1);
    server.deliver(numbered(0));
    const before = server.commands.length;
    const second = await world.fetchAgain(first);
    const asked = server.commands.slice(before);
    assert.deepEqual(titlesOf(second), ["Number 2", "Number 1", "Number 0", "The plan"]);
    assert.deepEqual(
      mailIn(second.items).map(({ unread }) => unread),
      [false, true, true, true],
    );
    const words = asked.filter((command) => /BODY\.PEEK\[\]/.test(command));
    assert.deepEqual(
      words.map((command) => /^UID FETCH (\S+)/.exec(command)?.[1]),
      ["4"],
    );

    server.change("INBOX", 2, [String.raw`\Deleted`]);
    const third = await world.fetchAgain(second);
    assert.deepEqual(titlesOf(third), ["Number 1", "Number 0", "The plan"]);
    server.change("INBOX", 2, []);
    // Without a count of changes, one that was no letter to tell of is not looked at again.
    assert.deepEqual(titlesOf(await world.fetchAgain(third)).includes("Number 2"), counts);
  });
}

test("in a folder that was made anew, letters keep their ids, and no words are read again", async (context) => {
  const { server, world } = await start(context);
  for (const number of [3, 2, 1]) server.deliver(numbered(number));
  const first = await world.fetch();
  const old = server.folders.get("INBOX")?.letters ?? [];
  server.folders.set("INBOX", { ...emptyFolder(""), validity: 8, next: 50 });
  for (const { raw } of old) server.deliver(raw);
  server.deliver(numbered(0));
  const before = server.commands.length;
  const second = await world.fetchAgain(first);
  assert.deepEqual(
    second.items.slice(0, 3).map(({ id }) => id),
    first.items.map(({ id }) => id),
  );
  assert.deepEqual(
    second.items.map(({ fields }) => fields["uid"]),
    [50, 51, 52, 53],
  );
  const words = server.commands.slice(before).filter((command) => command.includes("BODY.PEEK[]"));
  assert.deepEqual(
    words.map((command) => /^UID FETCH (\S+)/.exec(command)?.[1]),
    ["53"],
  );
});

test("a letter in two folders is told once, as long as one of them has it, and a forged Message-ID hides nothing", async (context) => {
  const { server, world } = await start(context);
  const [inbox, sent] = [server.deliver(letter()), server.deliver(letter(), { folder: "Gesendet" })];
  server.deliver(letter({ From: "eve@evil.example", Subject: "The other plan" }));
  const first = await world.fetch();
  assert.deepEqual(titlesOf(first).toSorted(), ["The other plan", "The plan"]);
  const found = first.items.find(({ title }) => title === "The plan");
  assert.deepEqual([found?.fields["folder"], found?.fields["copies"]], ["Sent", [`INBOX ${inbox.uid}`]]);
  server.remove("Gesendet", sent.uid);
  const second = await world.fetchAgain(first);
  const left = second.items.find(({ title }) => title === "The plan");
  assert.deepEqual([left?.fields["folder"], left?.fields["copies"], second.items.length], ["INBOX", [], 2]);
  assert.equal(left?.id, found?.id);
});

test("of many letters the newest are read, in few round trips, and the span that is covered says so", async (context) => {
  const { server, world } = await start(context);
  for (let number = 520; number > 0; number -= 1) server.deliver(numbered(number));
  const calls = await callsOf(server, world.fetch());
  // Two folders, one search each, two batches of heads, and words by the hundred.
  assert.equal(calls.length, 2 + 2 + 2 + 6);
  const { items, notes, covers } = await world.fetch({ max: 5, folders: ["inbox"] });
  assert.deepEqual([items.length, notes, covers?.from], [5, ["Read the newest 5 letters and left out older ones."], items[0]?.ts]);
});

const LOGIN = "LOGIN";
const FAULTS: readonly (readonly [ImapFault, code: string, says: RegExp])[] = [
  [{ command: LOGIN, does: { no: "[AUTHENTICATIONFAILED] canary-password is wrong" } }, "reauth-needed", /take the user and the password/],
  [
    { command: LOGIN, does: { no: "[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833" } },
    "reauth-needed",
    /it wants an app password.*myaccount\.google\.com\/apppasswords/s,
  ],
  [{ command: LOGIN, does: { no: "LOGIN failed. BasicAuthBlocked" } }, "reauth-needed", /Microsoft 365 takes no passwords/],
  [{ command: LOGIN, does: { no: "[UNAVAILABLE] Temporary authentication failure" } }, "imap-busy", /busy .*\(UNAVAILABLE\)/],
  [{ command: LOGIN, does: { no: "[ALERT] Too many simultaneous connections. (Failure)" } }, "imap-busy", /too many connections/],
  [{ command: "EXAMINE", does: { no: "[LIMIT] canary" } }, "imap-busy", /\(LIMIT\)/],
  [{ command: "LIST", does: "drop" }, "imap-unreachable", /no answer that could be used/],
  [{ command: "UID SEARCH", does: { no: "canary" } }, "imap-unreachable", /no answer/],
  [{ command: "UID FETCH", does: "cut" }, "imap-unreachable", /no answer/],
];

test("each fault is told in words with the way out, and is never taken for an empty mailbox", async (context) => {
  const { server, world } = await start(context);
  server.deliver(letter());
  for (const [fault, code, says] of FAULTS) {
    server.faults = [fault];
    const error = await errorOf(world.fetch());
    assert.deepEqual([fault.does, error.code], [fault.does, code]);
    assert.match(`${error.message} ${error.hint}`, says);
  }
  server.faults = [];
  server.greeting = "* BYE [UNAVAILABLE] Maximum number of connections from user+IP exceeded\r\n";
  assert.equal((await errorOf(world.fetch())).code, "imap-busy");
});

test("a connection that breaks off in the midst leaves what was read, and the next fetch reads on", async (context) => {
  const { server, world } = await start(context);
  for (let number = 300; number > 0; number -= 1) server.deliver(numbered(number));
  server.deliver(numbered(301), { folder: "Gesendet" });
  const isBody = server.commands.filter((each) => each.startsWith("UID FETCH")).length;
  server.faults = [{ command: "UID FETCH", does: "drop", from: isBody + 5 }];
  const first = await world.fetch();
  assert.deepEqual([first.items.length, titlesOf(first).at(-1)], [101, "Number 1"]);
  assert.match(first.failures[0]?.error ?? "", /the rest is read next time$/);
  server.faults = [];
  const before = server.commands.length;
  const second = await world.fetchAgain(first);
  assert.deepEqual([second.items.length, second.failures], [301, []]);
  assert.equal(server.commands.slice(before).filter((command) => command.includes("BODY.PEEK[]")).length, 2);
});

test("a folder that can't be opened is named, and holds what it held", async (context) => {
  const { server, world } = await start(context);
  server.deliver(letter());
  server.deliver(numbered(1), { folder: "Gesendet" });
  const first = await world.fetch();
  server.faults = [{ command: "EXAMINE Gesendet", does: { no: "[NOPERM] canary" } }];
  const second = await world.fetchAgain(first);
  assert.deepEqual(titlesOf(second), titlesOf(first));
  assert.deepEqual(
    second.failures.map(({ what }) => what),
    ["the folder Gesendet"],
  );
  server.faults = [];
  assert.deepEqual((await world.fetchAgain(second)).failures, []);
});

test("a server that never answers is left as soon as that is wanted", async (context) => {
  const { server, world } = await start(context);
  server.faults = [{ command: "LIST", does: "hang" }];
  await assert.rejects(world.fetch({}, { signal: AbortSignal.timeout(80) }), { name: "TimeoutError" });
});

test("of a large letter the words and invitations are read, and its files are named", async () => {
  const structure = {
    type: "multipart/mixed",
    parameters: { boundary: "outer" },
    childNodes: [
      {
        ...{ part: "1", type: "multipart/alternative", parameters: { boundary: "inner" } },
        childNodes: [
          { part: "1.1", type: "text/plain", parameters: { charset: "iso-8859-1" }, encoding: "quoted-printable" },
          { part: "1.2", type: "text/html", parameters: { charset: "utf-8" }, encoding: "base64" },
        ],
      },
      {
        part: "2",
        type: "application/pdf",
        encoding: "base64",
        disposition: "attachment",
        dispositionParameters: { filename: "Übersicht.pdf" },
      },
      { part: "3", type: "text/plain", encoding: "7bit", disposition: "attachment", dispositionParameters: { filename: "log.txt" } },
      { part: "4", type: "text/calendar", parameters: { charset: "utf-8", name: "invite.ics" }, encoding: "7bit" },
    ],
  };
  assert.deepEqual(
    partsToRead(structure).map(({ key }) => key),
    ["1.1", "1.2", "4"],
  );
  const head = Buffer.from(letter({ "Content-Type": 'multipart/mixed; boundary="outer"' }, ""));
  const event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:demo@x\r\nDTSTART:20261123T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  const read = new Map([
    ["1.1", Buffer.from("Gr=FC=DFe, see the file.\r\n")],
    ["4", Buffer.from(event)],
  ]);
  const parsed = await parseLetter(bytesOfParts(head, structure, read));
  assert.equal(parsed?.body, "Grüße, see the file.");
  assert.deepEqual(
    parsed.attachments.filter((name) => name !== "invite.ics"),
    ["Übersicht.pdf", "log.txt"],
  );
  assert.equal(parsed.invitation?.uid, "demo@x");
});
