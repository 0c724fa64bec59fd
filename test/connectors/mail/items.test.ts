import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { mailIn } from "../../../src/core/kinds/mail.ts";
import { createMailbox, fetchAgain, fetchFrom, letter, multipart, onlyMail, removeMailboxes, writeAt, zonesOf } from "./mailbox.ts";

after(removeMailboxes);

async function readOne(text: string | Uint8Array): Promise<ReturnType<typeof onlyMail>> {
  return onlyMail(await fetchFrom(await createMailbox({ "mail/a.eml": text })));
}

/** Letters as lines of an mbox. */
function mboxOf(letters: readonly string[]): string {
  return letters.map((one) => `From a@x Wed Nov 18 10:00:00 2026\n${one.replaceAll("\r\n", "\n")}\n`).join("");
}

const answer = letter({
  From: "Sam Tan <sam@home.example>",
  To: "Dana Reyes <dana@acme.example>",
  Subject: "Re: The plan",
  "Message-ID": "<plan-2@home.example>",
  "In-Reply-To": "<plan-1@acme.example>",
  References: "<plan-1@acme.example>",
  Date: "Wed, 18 Nov 2026 11:00:00 +0100",
});

describe("a letter", () => {
  it("has the fields of its kind", async () => {
    const { item, ...fields } = await readOne(letter({ Cc: '"Ott, Ben" <BEN@acme.example>, undisclosed:;' }));
    assert.deepEqual(
      [item.id, item.title, item.ts, item.updatedAt],
      ["mail:plan-1@acme.example", "The plan", "2026-11-18T09:00:00.000Z", "2026-11-18T09:00:00.000Z"],
    );
    assert.deepEqual(item.actors, [
      { name: "Dana Reyes", email: "dana@acme.example", role: "from" },
      { name: "Sam Tan", email: "sam@home.example", role: "to" },
      { name: "Ott, Ben", email: "ben@acme.example", role: "cc" },
    ]);
    assert.deepEqual(fields, {
      messageId: "plan-1@acme.example",
      thread: "plan-1@acme.example",
      inReplyTo: null,
      folder: "INBOX",
      unread: null,
      bulk: null,
      offsetMinutes: 60,
      attachments: [],
      bounced: null,
      bouncedId: null,
      inviteUid: null,
      inviteStart: null,
    });
  });

  it("is decoded from the charset and the encoding that it says", async () => {
    const german = Buffer.from("R=FCckfrage_zum_Angebot", "latin1").toString();
    const head = { Subject: `=?iso-8859-1?q?${german}?=`, From: "=?utf-8?b?UmVuw6k=?= <rene@x.example>" };
    const one = await readOne(
      letter({ ...head, "Content-Type": "text/plain; charset=koi8-r", "Content-Transfer-Encoding": "base64" }, "8NLJ18XU\r\n"),
    );
    assert.deepEqual([one.item.title, one.item.body, one.item.actors[0]?.name], ["Rückfrage zum Angebot", "Привет", "René"]);
  });

  it("has the words that are plain, else those of its HTML, with what is quoted told apart", async () => {
    const plain = "Content-Type: text/plain\r\n\r\nYes.\r\n\r\nOn 17.11.26 09:14, Ben wrote:\r\n> Does it?\r\n";
    const html = "Content-Type: text/html\r\n\r\n<p>Yes.</p><blockquote><p>Does it?</p></blockquote>";
    const both = await readOne(multipart("multipart/alternative", [plain, html]));
    assert.deepEqual(zonesOf(both.item), { own: "Yes.", foreign: "On 17.11.26 09:14, Ben wrote:\n> Does it?" });
    for (const parts of [[html], ["Content-Type: text/plain\r\n\r\n \r\n", html]]) {
      assert.deepEqual(zonesOf((await readOne(multipart("multipart/alternative", parts))).item), { own: "Yes.", foreign: "> Does it?" });
    }
  });

  it("names what is attached, apart from pictures within its text", async () => {
    const one = await readOne(
      multipart("multipart/mixed", [
        "Content-Type: text/plain\r\n\r\nsee the file",
        'Content-Type: application/pdf; name="=?utf-8?q?Vertr=C3=A4ge.pdf?="\r\nContent-Disposition: attachment\r\n\r\nx',
        "Content-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\nContent-Disposition: inline\r\n\r\nx",
        "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=log.txt\r\n\r\nnot the letter's words",
      ]),
    );
    assert.deepEqual([one.attachments, one.item.body], [["Verträge.pdf", "log.txt"], "see the file"]);
  });

  it("says why it counts as sent to many or by a machine", async () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, string | null])[] = [
      [{ "List-Unsubscribe": "<https://x.example>" }, "list-unsubscribe"],
      [{ "List-Id": "<dev.x.example>" }, "list-id"],
      [{ Precedence: "bulk" }, "precedence"],
      [{ "Auto-Submitted": "auto-generated" }, "auto-submitted"],
      [{ "Auto-Submitted": "no" }, null],
      [{ From: "no-reply@x.example" }, "noreply"],
      [{ From: "noreply+123@x.example" }, "noreply"],
      [{ From: "norbert@x.example" }, null],
      [{ "X-Auto-Response-Suppress": "All" }, "auto-response-suppress"],
    ];
    for (const [headers, expected] of cases) assert.equal((await readOne(letter(headers))).bulk, expected, JSON.stringify(headers));
  });

  it("names who could not be reached, only where that is final", async () => {
    const report = (action: string): string =>
      multipart("multipart/report; report-type=delivery-status", [
        "Content-Type: text/plain\r\n\r\nIt did not work.",
        `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\nFinal-Recipient: rfc822; Gone@acme.example\r\nAction: ${action}\r\nStatus: 5.1.1\r\n`,
      ]);
    assert.equal((await readOne(report("failed"))).bounced, "gone@acme.example");
    assert.equal((await readOne(report("delayed"))).bounced, null);
    assert.equal((await readOne(report(""))).bounced, null);
  });

  it("tells what its invitation says, unless that is an answer", async () => {
    const calendar = (method: string, start: string): string =>
      multipart("multipart/alternative", [
        "Content-Type: text/plain\r\n\r\nCome.",
        `Content-Type: text/calendar; method=${method}\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:${method}\r\nBEGIN:VEVENT\r\nUID:meet-1@x\r\nDTSTAMP:20261101T000000Z\r\n${start}\r\nEND:VEVENT\r\nEND:VCALENDAR`,
      ]);
    const at = async (method: string, start: string) => {
      const { inviteUid, inviteStart } = await readOne(calendar(method, start));
      return [inviteUid, inviteStart];
    };
    assert.deepEqual(await at("REQUEST", "DTSTART:20261120T100000Z"), ["meet-1@x", "2026-11-20T10:00:00.000Z"]);
    assert.deepEqual(await at("REQUEST", "DTSTART;TZID=Europe/Berlin:20261120T100000"), ["meet-1@x", "2026-11-20T09:00:00.000Z"]);
    assert.deepEqual(await at("REQUEST", "DTSTART;VALUE=DATE:20261120"), ["meet-1@x", "2026-11-20"]);
    assert.deepEqual(await at("REPLY", "DTSTART:20261120T100000Z"), [null, null]);
  });

  it("is as old as its date says, and where that cannot be, as when it was received or its file changed", async () => {
    const cases: readonly (readonly [Readonly<Record<string, string>>, string, number | null])[] = [
      [{ Date: "18 Nov 26 03:00 -0500" }, "2026-11-18T08:00:00.000Z", -300],
      [{ Date: "Wed, 18 Nov 2026 08:00:00 GMT" }, "2026-11-18T08:00:00.000Z", null],
      [{ Date: "Mon, 18 Jan 2038 00:00:00 +0000", Received: "by x; Tue, 17 Nov 2026 08:00:00 +0000" }, "2026-11-17T08:00:00.000Z", null],
      [{ Date: "" }, "2026-11-18T10:00:00.000Z", null],
    ];
    for (const [headers, expected, offset] of cases) {
      const { item, offsetMinutes } = await readOne(letter(headers));
      assert.deepEqual([item.ts, offsetMinutes], [expected, offset]);
    }
  });

  it("is left out where it is older than the days asked for, or later than the run, which is told", async () => {
    const root = await createMailbox({ "mail/a.eml": letter({ Date: "Mon, 10 Aug 2026 10:00:00 +0000" }) });
    await writeAt(root, "mail/b.eml", letter({ Date: "Fri, 20 Nov 2026 10:00:00 +0000" }), "2026-11-20T10:00:00.000Z");
    const { items, notes } = await fetchFrom(root);
    assert.deepEqual([items.length, notes], [0, ["Left out 1 letter dated after this run."]]);
    assert.equal((await fetchFrom(root, { days: 120 })).items.length, 1);
  });

  it("of made-up data is moved by whole days in the reader's zone, its anchor becoming today, where the grant says so", async () => {
    const root = await createMailbox({
      "mail/a.eml": letter({ "X-Chief-Example-Anchor": "2026-10-20", Date: "Mon, 19 Oct 2026 10:00:00 +0200" }),
    });
    const forged = onlyMail(await fetchFrom(root, {}, { timezone: "Europe/Berlin" })).item;
    assert.deepEqual([forged.ts, forged.fields["example"]], ["2026-10-19T08:00:00.000Z", undefined]);
    const first = await fetchFrom(root, { example: true }, { timezone: "Europe/Berlin" });
    assert.deepEqual([onlyMail(first).item.ts, onlyMail(first).item.fields["example"]], ["2026-11-18T09:00:00.000Z", true]);
    const window = { from: "2026-11-19T08:00:00.000Z", to: "2026-11-20T08:00:00.000Z" };
    const changes = { timezone: "Europe/Berlin", window, cursor: first.cursor, picture: first.items };
    assert.equal(onlyMail(await fetchFrom(root, { example: true }, changes)).item.ts, "2026-11-19T09:00:00.000Z");
  });
});

describe("a conversation", () => {
  const threads = async (letters: readonly string[]): Promise<string[]> => {
    const files = Object.fromEntries(letters.map((text, index) => [`mail/${index}.eml`, text]));
    return mailIn((await fetchFrom(await createMailbox(files))).items).map(({ thread }) => thread);
  };

  it("is the letters that name each other, also where one between them is missing", async () => {
    const third = letter({ "Message-ID": "<p3@x>", References: "<plan-1@acme.example> <lost@x>", "In-Reply-To": "<lost@x>" });
    const fourth = letter({ "Message-ID": "<p4@x>", "In-Reply-To": "<lost@x>" });
    assert.deepEqual(new Set(await threads([letter(), answer, third, fourth])), new Set(["plan-1@acme.example"]));
  });

  it("is found by subject and sender where an answer names nothing, within two weeks", async () => {
    const orphan = (changes: Readonly<Record<string, string>>): string =>
      letter({ From: "sam@home.example", To: "dana@acme.example", Subject: "AW: the plan", "Message-ID": "<o@x>", ...changes });
    assert.equal(new Set(await threads([letter(), orphan({ Date: "Thu, 19 Nov 2026 07:00:00 +0000" })])).size, 1);
    const early = letter({ Date: "Mon, 2 Nov 2026 10:00:00 +0000" });
    assert.equal(new Set(await threads([early, orphan({})])).size, 2);
    assert.equal(new Set(await threads([letter(), orphan({ From: "eve@x.example", Date: "Thu, 19 Nov 2026 07:00:00 +0000" })])).size, 2);
    assert.equal(new Set(await threads([letter(), orphan({ Subject: "The plan", Date: "Thu, 19 Nov 2026 07:00:00 +0000" })])).size, 2);
  });
});

describe("a mailbox", () => {
  it("is a folder of letters, a Maildir or an mbox, each with its name", async () => {
    const root = await createMailbox({
      "mail/a.eml": letter({ "Message-ID": "<1@x>" }),
      "mail/Clients/Acme/b.eml": letter({ "Message-ID": "<2@x>" }),
      "mail/Work/new/1.host": letter({ "Message-ID": "<3@x>" }),
      "mail/Work/cur/2.host:2,RS": letter({ "Message-ID": "<4@x>" }),
      "mail/Work/tmp/3.host": letter({ "Message-ID": "<5@x>" }),
      "mail/Work/cur/4.host:2,ST": letter({ "Message-ID": "<6@x>" }),
      "mail/Work/.Sent/cur/5.host:2,S": answer,
      "mail/old.mbox": mboxOf([letter({ "Message-ID": "<7@x>", Status: "RO" }), letter({ "Message-ID": "<8@x>", Status: "O" })]),
      "mail/Drafts/c.eml": letter({ "Message-ID": "<9@x>" }),
      "mail/readme.txt": "no letter",
    });
    const found = await fetchFrom(root);
    const told = mailIn(found.items).map(({ messageId, folder, unread }) => `${messageId} ${folder} ${String(unread)}`);
    assert.deepEqual(told.toSorted(), [
      "1@x INBOX null",
      "2@x Clients/Acme null",
      "3@x Work true",
      "4@x Work false",
      "7@x old false",
      "8@x old true",
      "plan-2@home.example Sent false",
    ]);
    assert.deepEqual(found.notes, ["Did not read the mailboxes of drafts and thrown away letters: Drafts."]);
  });

  it("of one file takes >From and From within words for what they are", async () => {
    const text = letter({}, "Hello\n\n>From the beginning\n\nFrom here on it is fine, as\nFrom Ben Wed Nov 18 10:00:00 2026\n");
    const { items } = await fetchFrom(await createMailbox({ "mail/old.mbox": mboxOf([text, answer]) }));
    assert.deepEqual(
      items.map((item) => item.body),
      ["Hello\n\nFrom the beginning\n\nFrom here on it is fine, as\nFrom Ben Wed Nov 18 10:00:00 2026", "Can you send the plan by Friday?"],
    );
  });

  it("tells a letter once that lies in two places: the one among sent ones, else in the inbox", async () => {
    const root = await createMailbox({ "mail/Archive/a.eml": answer, "mail/Sent/a.eml": answer, "mail/a.eml": answer });
    const first = await fetchFrom(root);
    assert.equal(onlyMail(first).folder, "Sent");
    assert.deepEqual(onlyMail(first).item.fields["copies"], [`mail/Archive/a.eml ${answer.length}`, `mail/a.eml ${answer.length}`]);
    assert.deepEqual((await fetchAgain(root, first)).items, first.items);
  });
});

describe("what was read before", () => {
  it("is not read again while its file stays as it is", async () => {
    const root = await createMailbox({ "mail/a.eml": letter(), "mail/in.mbox": mboxOf([answer]) });
    const first = await fetchFrom(root);
    // Of the same size, so that only reading it would tell.
    await writeAt(root, "mail/a.eml", letter().replace("Friday", "Monday"));
    const next = await fetchAgain(root, first);
    assert.equal(next.items[0], first.items[0]);
    assert.equal(next.items[1], first.items[1]);
    assert.deepEqual(next.cursor, first.cursor);
    const anew = await fetchFrom(root, {}, { picture: first.items });
    assert.match(anew.items[0]?.body ?? "", /Monday/);
  });

  it("has the flags that its name has now, and nothing else changes", async () => {
    const root = await createMailbox({ "mail/new/1.host": letter(), "mail/cur/2.host:2,S": answer });
    const first = await fetchFrom(root);
    await rename(join(root, "mail/new/1.host"), join(root, "mail/cur/1.host:2,RS"));
    const next = await fetchAgain(root, first);
    const [before, after] = [first.items[0], next.items[0]];
    assert.deepEqual([before?.fields["unread"], after?.fields["unread"], after?.fields["answered"]], [true, false, true]);
    assert.deepEqual([after?.id, after?.body, next.items[1]], [before?.id, before?.body, first.items[1]]);
  });

  it("has the flags that a program wrote over others of the same length", async () => {
    const text = (bits: string): string => mboxOf([`X-Mozilla-Status: ${bits}\r\n${letter()}`]);
    const root = await createMailbox({ "mail/in.mbox": text("0000") });
    const first = await fetchFrom(root);
    await writeAt(root, "mail/in.mbox", text("0003"), "2026-11-18T11:00:00.000Z");
    const next = onlyMail(await fetchAgain(root, first));
    assert.deepEqual([onlyMail(first).unread, next.unread, next.item.fields["answered"]], [true, false, true]);
  });

  it("stays when an mbox grows, and goes when a letter is gone", async () => {
    const root = await createMailbox({ "mail/in.mbox": mboxOf([letter()]) });
    const first = await fetchFrom(root);
    await writeAt(root, "mail/in.mbox", mboxOf([letter(), answer]), "2026-11-18T11:00:00.000Z");
    const grown = await fetchAgain(root, first);
    assert.deepEqual([grown.items.length, grown.items[0] === first.items[0]], [2, true]);
    await writeAt(root, "mail/in.mbox", mboxOf([answer]), "2026-11-18T12:00:00.000Z");
    const shrunk = await fetchAgain(root, grown);
    assert.deepEqual(
      shrunk.items.map((item) => item.title),
      ["Re: The plan"],
    );
  });

  it("is read from its copy where the place is gone that it was told from", async () => {
    const root = await createMailbox({ "mail/Archive/a.eml": letter(), "mail/a.eml": letter() });
    const first = await fetchFrom(root);
    await rename(join(root, "mail/a.eml"), join(root, "gone.eml"));
    const next = onlyMail(await fetchAgain(root, first));
    assert.deepEqual([next.folder, next.item.id], ["Archive", onlyMail(first).item.id]);
  });

  it("leaves once it is older than the days asked for", async () => {
    const root = await createMailbox({ "mail/a.eml": letter() });
    const window = { from: "2027-03-01T08:00:00.000Z", to: "2027-03-02T08:00:00.000Z" };
    assert.deepEqual((await fetchAgain(root, await fetchFrom(root), { window })).items, []);
  });
});
