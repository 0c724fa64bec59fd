import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { createMailbox, fetchFrom, letter, multipart, removeMailboxes } from "./mailbox.ts";

after(removeMailboxes);

const MIB = 1024 * 1024;
const PATIENCE = { timeout: 30_000 };

function bytesOf(head: Readonly<Record<string, string>>, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(letter(head, "")), body]);
}

function encodedAs(charset: string, body: string): Uint8Array {
  return bytesOf({ "Content-Type": `text/plain; charset=${charset}` }, Buffer.from(body, "latin1"));
}

function nested(depth: number, type: (level: number) => string, core: string): string {
  const opening = Array.from({ length: depth }, (_, level) => `${type(level)}\r\n\r\n--b${level}\r\n`).join("");
  return `From: a@x.example\r\nSubject: deep\r\nDate: Wed, 18 Nov 2026 10:00:00 +0000\r\n${opening}${core}`;
}

function nestedLetters(depth: number): string {
  const one = "Content-Type: message/rfc822\r\n\r\nFrom: b@x.example\r\n";
  return `From: a@x.example\r\nSubject: letters\r\nDate: Wed, 18 Nov 2026 10:00:00 +0000\r\n${one.repeat(depth)}\r\nend\r\n`;
}

const multipartAt = (level: number): string => `Content-Type: multipart/mixed; boundary=b${level}`;
const base64 = { "Content-Transfer-Encoding": "base64" };

/** Letters that are told as such, whatever is wrong with them. */
const READABLE: Readonly<Record<string, string | Uint8Array>> = {
  "iso-2022-jp": encodedAs("iso-2022-jp", "\u001b$B$3$s$K$A$O\u001b(B"),
  gb18030: encodedAs("gb18030", "\u00c4\u00e3\u00ba\u00c3"),
  "koi8-r": encodedAs("koi8-r", "\u00f0\u00d2\u00c9\u00d7\u00c5\u00d4"),
  "utf-7": encodedAs("utf-7", "Hi Mom +Jjo- see +AOk-"),
  "shift_jis torn": encodedAs("shift_jis", "\u0082"),
  "utf-16": encodedAs("utf-16", "H\u0000i\u0000"),
  "big5 wrong": encodedAs("big5", "\u00ff\u00fe\u0080"),
  "no such charset": encodedAs("x-no-such-charset", "words \u00e9"),
  "charset of 10 kB": encodedAs("x".repeat(10_000), "words"),
  "charset empty": encodedAs('""', "words"),
  "invalid utf-8": encodedAs("utf-8", "caf\u00e9 \u00c0\u00af \u00ed\u00a0\u0080"),
  "latin bytes in headers": Buffer.from(letter({ Subject: "caf\u00e9", From: "Ren\u00e9 <rene@x.example>" }), "latin1"),
  "NUL everywhere": letter({ Subject: "a\0b", From: "a\0 <a\0@x.example>" }, "a\0b\0\0\0c"),
  "nested 1,000 deep": nested(1000, multipartAt, "words"),
  "nested 1,000 deep, one boundary": nested(1000, () => "Content-Type: multipart/mixed; boundary=b0", "words"),
  "boundary missing": letter({ "Content-Type": "multipart/mixed" }, "--x\r\n\r\nwords"),
  "boundary empty": letter({ "Content-Type": 'multipart/mixed; boundary=""' }, "--\r\n\r\nwords"),
  "boundary never used": letter({ "Content-Type": "multipart/mixed; boundary=x" }, "words without parts"),
  "boundary never closed": letter({ "Content-Type": "multipart/mixed; boundary=x" }, "--x\r\n\r\nwords"),
  "boundary closed first": letter({ "Content-Type": "multipart/mixed; boundary=x" }, "--x--\r\n\r\nwords\r\n--x\r\n\r\nmore"),
  "boundary closed 10,000 times": letter({ "Content-Type": "multipart/mixed; boundary=x" }, "--x--\r\n".repeat(10_000)),
  "boundary of 10 kB": letter({ "Content-Type": `multipart/mixed; boundary=${"x".repeat(10_000)}` }, "words"),
  "boundary of a pattern": letter({ "Content-Type": 'multipart/mixed; boundary="(.*)+[$"' }, "--(.*)+[$\r\n\r\nwords\r\n--(.*)+[$--"),
  "100,000 parts": letter({ "Content-Type": "multipart/mixed; boundary=x" }, "--x\r\n\r\nw\r\n".repeat(100_000)),
  "a million lines like boundaries": letter({ "Content-Type": "multipart/mixed; boundary=x" }, `--x\r\n\r\n${"--y\n".repeat(1_000_000)}`),
  "attached base64 of 20 MB": multipart("multipart/mixed", [
    "\r\nsee the file",
    `Content-Type: application/zip; name=bomb.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${"A".repeat(20 * MIB)}`,
  ]),
  "100,000 lines that begin like a quote": letter({}, "On x\r\n".repeat(100_000)),
  "base64 of 20 MB as text": letter(base64, "QUFB".repeat(5 * MIB)),
  "base64 without sense": letter(base64, "!!!===%%%\r\n====\r\nA"),
  "quoted-printable without sense": letter({ "Content-Transfer-Encoding": "quoted-printable" }, "=ZZ=\r\n=4=\r\n=E2=82"),
  "encoding unheard of": letter({ "Content-Transfer-Encoding": "x-uuencode" }, "begin 644 x\r\n#0V%T\r\nend"),
  "a million headers": letter({}, "").replace("\r\n\r\n", `\r\n${"X-A: b\r\n".repeat(1_000_000)}\r\nwords`),
  "a header of 10 MB": letter({ "X-Long": "x".repeat(10 * MIB) }),
  "a header of a million folds": letter({ "X-Long": "x\r\n ".repeat(1_000_000) }),
  "a subject of 1 MB": letter({ Subject: "s".repeat(MIB) }),
  "a subject of blanks": letter({ Subject: " ".repeat(100_000) }),
  "headers without names": letter({}, "").replace("\r\n\r\n", "\r\n: nothing\r\n::\r\n\r\nwords"),
  "a header without a colon": letter({}, "").replace("\r\n\r\n", "\r\nnothing at all\r\n\r\nwords"),
  "headers of an object": letter({ __proto__x: "1", constructor: "x", toString: "x" }),
  "every header twice": `${letter({}, "").trimEnd()}\r\nFrom: other@x.example\r\nSubject: other\r\nDate: nonsense\r\n\r\nwords`,
  "no date": letter({ Date: "" }),
  "a date in the future": letter({ Date: "Mon, 18 Jan 2038 03:14:07 +0000" }),
  "a date of 1970": letter({ Date: "Thu, 01 Jan 1970 00:00:00 +0000" }),
  "a date of garbage": letter({ Date: "yesterday, about noon" }),
  "a date of no day": letter({ Date: "Wed, 99 Nov 2026 99:99:99 +9999" }),
  "a date of 1 MB": letter({ Date: "1".repeat(MIB) }),
  "a zone of no earth": letter({ Date: "Wed, 18 Nov 2026 10:00:00 +9959" }),
  "no sender": letter({ From: "" }),
  "a sender without address": letter({ From: "Somebody" }),
  "10,000 senders": letter({ From: Array.from({ length: 10_000 }, (_, index) => `p${index}@x.example`).join(", ") }),
  "10,000 receivers": letter({ To: Array.from({ length: 10_000 }, (_, index) => `p${index}@x.example`).join(",\r\n ") }),
  "addresses in circles": letter({ To: `${"a:".repeat(5_000)};` }),
  "addresses in comments": letter({ From: `${"(".repeat(50_000)} a@x.example` }),
  "addresses in quotes": letter({ From: `"${'\\"'.repeat(50_000)}" <a@x.example>` }),
  "angle brackets only": letter({ From: "<".repeat(10_000), To: ">".repeat(10_000) }),
  "no Message-ID": letter({ "Message-ID": "" }),
  "a Message-ID of 1 MB": letter({ "Message-ID": `<${"x".repeat(MIB)}@x.example>` }),
  "a Message-ID of blanks and escapes": letter({ "Message-ID": "<a b\u001b[2J@x>" }),
  "100,000 references": letter({ References: "<a@x> ".repeat(100_000) }),
  "an answer to itself": letter({ "In-Reply-To": "<plan-1@acme.example>", References: "<plan-1@acme.example>" }),
  "encoded words without end": letter({ Subject: "=?utf-8?q?".repeat(10_000) }),
  "encoded words by thousands": letter({ Subject: "=?utf-8?b?QUFB?= ".repeat(10_000) }),
  "encoded words within encoded words": letter({ Subject: "=?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=" }),
  "encoded words of a wrong charset": letter({ Subject: "=?x-none?q?caf=E9?=" }),
  "right to left in the subject": letter({ Subject: "=?utf-8?q?invoice_=E2=80=AEfdp.exe?=" }),
  "escapes in the subject": letter({ Subject: "=?utf-8?q?=1B[2J=1B]0;owned=07?=" }),
  "a new line in the subject": letter({ Subject: "=?utf-8?q?a=0D=0ABcc:_x@x.example?=" }),
  "winmail.dat only": letter(
    { "Content-Type": "application/ms-tnef; name=winmail.dat", "Content-Disposition": "attachment; filename=winmail.dat", ...base64 },
    "eJ8+Ig==",
  ),
  "a file name that climbs": multipart("multipart/mixed", [
    "\r\nwords",
    'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="../../etc/passwd"\r\n\r\nx',
  ]),
  "a file name of 1 MB": multipart("multipart/mixed", [`Content-Disposition: attachment; filename="${"n".repeat(MIB)}"\r\n\r\nx`]),
  "10,000 pieces of a file name": multipart("multipart/mixed", [
    `Content-Disposition: attachment${Array.from({ length: 10_000 }, (_, index) => `;\r\n filename*${index}=x`).join("")}\r\n\r\nx`,
  ]),
  "letters in letters": nestedLetters(100),
  "html of 20 MB nested": letter({ "Content-Type": "text/html" }, "<div>".repeat(4 * MIB)),
  "html of tables never closed": letter({ "Content-Type": "text/html" }, "<table><tr><td>x".repeat(50_000)),
  "html of half a tag": letter({ "Content-Type": "text/html" }, `<a href="${"x".repeat(MIB)}`),
  "html of entities": letter({ "Content-Type": "text/html" }, "&#x0;&#xD800;&#99999999;&bogus;&amp".repeat(10_000)),
  "html of comments": letter({ "Content-Type": "text/html" }, "<!--".repeat(100_000)),
  "one line of 5 MB": letter({}, "x".repeat(5 * MIB)),
  "a million empty lines": letter({}, "\r\n".repeat(1_000_000)),
  "quotes 10,000 deep": letter({}, `${">".repeat(10_000)} x\r\n`.repeat(20)),
  "introductions by thousands": letter({}, "On 17.11.26 09:14, Ben\r\n".repeat(10_000)),
  "lines that end in CR": letter().replaceAll("\r\n", "\r").replace("\r\r", "\r\n\r\n"),
  "lines that end in LF": letter().replaceAll("\r\n", "\n"),
  "no empty line": letter({}, "").trimEnd(),
  "empty lines first": `\ufeff${letter()}`,
  "flowed without end": letter({ "Content-Type": "text/plain; format=flowed; delsp=yes" }, "> >> x \r\n".repeat(10_000)),
  "a calendar without sense": multipart("multipart/mixed", [
    "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999T999999Z\r\nUID:\r\n",
  ]),
  "a calendar that never ends": multipart("multipart/mixed", [
    `Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261120T100000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR`,
  ]),
  "a delivery report without sense": multipart("multipart/report; report-type=delivery-status", [
    "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: ;;;;\r\nAction:",
  ]),
  "30 MB": letter({}, "words ".repeat(5 * MIB)),
  "an anchor of no date": letter({ "X-Chief-Example-Anchor": "2026-99-99" }),
};

/** Files in which there is no letter. */
const BROKEN: Readonly<Record<string, string | Uint8Array>> = {
  empty: "",
  "only blanks": " \r\n\t\r\n",
  "only zeros": new Uint8Array(5000),
  "a picture": Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(4000, 0xa7)]),
  "a page": "<!doctype html><html><body>no letter</body></html>",
  "UTF-16": Buffer.from(`\ufeff${letter()}`, "utf16le"),
};

function verdictOn(answer: Fetched, name: string): string {
  const path = `mail/${name}.eml`;
  const item = answer.items.find((one) => one.fields["path"] === path);
  const told = [...answer.notes, ...answer.failures.map((failure) => failure.what)].find((note) => note.includes(path));
  return item ? "a letter" : (told ?? "nothing");
}

describe("a hostile letter", PATIENCE, () => {
  for (const [name, content] of Object.entries(READABLE)) {
    it(`is told of: ${name}`, async () => {
      const root = await createMailbox({ [`mail/${name}.eml`]: content });
      const answer = await fetchFrom(root);
      assert.equal(verdictOn(answer, name), "a letter");
      const [item] = answer.items;
      assert.ok(item && item.body.length <= 6000 && [...item.title].length <= 300 && item.actors.length <= 205);
      assert.ok(JSON.stringify(item).length < 100_000);
      assert.doesNotMatch(item.title, /\p{Cc}/u);
    });
  }

  for (const [name, content] of Object.entries(BROKEN)) {
    it(`is named with the reason where there is none: ${name}`, async () => {
      const answer = await fetchFrom(await createMailbox({ [`mail/${name}.eml`]: content, "mail/good.eml": letter() }));
      assert.equal(answer.items.length, 1);
      assert.match(verdictOn(answer, name), /was not read: it (?:is empty|does not begin)/);
    });
  }
});

describe("a hostile mailbox", PATIENCE, () => {
  it("tells of a folder that is called as a letter, and of what lies in it", async () => {
    const root = await createMailbox({ "mail/good.eml": letter() });
    await mkdir(join(root, "mail/x.eml"));
    const answer = await fetchFrom(root);
    assert.deepEqual([answer.items.length, answer.notes.at(-1)], [1, "mail/x.eml: expected a letter, got a folder."]);
  });

  it("keeps two letters apart that claim one Message-ID, so that none hides another", async () => {
    const root = await createMailbox({ "mail/a.eml": letter(), "mail/b.eml": letter({ From: "eve@x.example", Subject: "Other" }) });
    const { items } = await fetchFrom(root);
    assert.deepEqual(items.map((item) => item.title).toSorted(), ["Other", "The plan"]);
    assert.equal(new Set(items.map((item) => item.id)).size, 2);
  });

  it("names a file that is called an mbox and is none", async () => {
    const { notes } = await fetchFrom(await createMailbox({ "mail/old.mbox": letter() }));
    assert.ok(notes.includes('mail/old.mbox: expected an mbox file, which begins with "From ", got something else.'));
  });

  it("reads an mbox on where a letter in it is broken, and says which", async () => {
    const mbox = `From a@x Wed Nov 18 10:00:00 2026\n\n\n\nFrom a@x Wed Nov 18 10:00:00 2026\n${letter().replaceAll("\r\n", "\n")}\n`;
    const answer = await fetchFrom(await createMailbox({ "mail/old.mbox": mbox }));
    assert.equal(answer.items.length, 1);
    assert.match(answer.notes.join("\n"), /mail\/old\.mbox \(the letter at byte \d+\) was not read: it is empty\./);
  });

  it("is read to the end where nothing in an mbox ends", async () => {
    const lines = "From nobody knows where\n\nFrom here on\n\n".repeat(50_000);
    const { items } = await fetchFrom(await createMailbox({ "mail/old.mbox": `From a@x Wed Nov 18 10:00:00 2026\n${letter({}, lines)}` }));
    assert.equal(items.length, 1);
  });

  it("counts the rest where very many files are broken", async () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`mail/${index}.eml`, ""]));
    const { notes } = await fetchFrom(await createMailbox(files));
    assert.equal(notes.length, 21);
    assert.equal(notes.at(-1), "30 more files could not be read as letters.");
  });
});
