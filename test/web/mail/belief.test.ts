import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeHead, type Trust } from "../../../src/web/mail/belief.ts";
import { AT, letterOf, OURS, RESULTS } from "./letters.ts";

const trust: Trust = { host: "imap.example.net", own: "chief@example.net", now: AT };
const HOUR_MS = 3_600_000;

const isBelieved = (letter: Buffer, changes: Partial<Trust> = {}): boolean => !("refused" in judgeHead(letter, { ...trust, ...changes }));

test("a letter is believed whose sender's domain has signed it, by the word of the mailbox's own server", () => {
  assert.deepEqual(judgeHead(letterOf(), trust), {
    ...{ from: "sam@example.com", id: "<a-reply@example.com>" },
    answers: [OURS, "<thread@example.net>"],
  });
});

const BELIEVED: Readonly<Record<string, Buffer>> = {
  "a bare address": letterOf({ From: "sam@example.com" }),
  "a name in quotes that holds a comma": letterOf({ From: '"Field, Sam" <Sam@Example.com>' }),
  "an encoded name": letterOf({ From: "=?utf-8?q?S=C3=A1m?= <sam@example.com>" }),
  "a signature of the domain above": letterOf({
    From: "sam@mail.example.com",
    "Authentication-Results": "mx.example.net; dkim=pass header.d=example.com",
  }),
  "a signature that is told by its identity": letterOf({
    "Authentication-Results": 'mx.example.net; dkim=pass header.i=@example.com header.b="x=;y"',
  }),
  "results with comments, in several lines": letterOf({
    "Authentication-Results":
      "mx.example.net 1;\r\n\tspf=none (no; dkim=fail) smtp.mailfrom=x.example;\r\n\tdkim=pass (2048-bit key (good)) header.d=example.com",
  }),
  "one signature of several": letterOf({
    "Authentication-Results": "mx.example.net; dkim=fail header.d=example.com; dkim=pass header.d=example.com",
  }),
  "a planted word below the server's": letterOf({}, { more: ["Authentication-Results: mx.example.net; dkim=fail header.d=example.com"] }),
  "a letter that says it is no machine's": letterOf({ "Auto-Submitted": "no" }),
};

for (const [what, letter] of Object.entries(BELIEVED)) {
  test(`believed: ${what}`, () => assert.ok(isBelieved(letter)));
}

const PLANTED = `Authentication-Results: ${RESULTS}`;
const without = { "Authentication-Results": undefined };
const by = (results: string): Buffer => letterOf({ "Authentication-Results": results });

const FORGED: Readonly<Record<string, Buffer>> = {
  "no word of any server": letterOf(without),
  "a failed signature": by("mx.example.net; dkim=fail header.d=example.com"),
  "no signature": by("mx.example.net; dkim=none"),
  "nothing but SPF": by("mx.example.net; spf=pass smtp.mailfrom=sam@example.com"),
  "nothing but DMARC": by("mx.example.net; dmarc=pass header.from=example.com"),
  "another domain's signature": by("mx.example.net; dkim=pass header.d=evil.example"),
  "a signature of a domain below": by("mx.example.net; dkim=pass header.d=guests.example.com"),
  "a signature of a domain that ends alike": by("mx.example.net; dkim=pass header.d=ample.com"),
  "a signature of the top-level domain": by("mx.example.net; dkim=pass header.d=com"),
  "a signature for another mailbox of the domain": by("mx.example.net; dkim=pass header.d=example.com header.i=eve@example.com"),
  "two domains in one result": by("mx.example.net; dkim=pass header.d=evil.example header.d=example.com"),
  "a pass that stands in a comment": by("mx.example.net; dkim=fail (dkim=pass header.d=example.com) header.d=example.com"),
  "a pass that stands in a reason": by('mx.example.net; dkim=fail reason="; dkim=pass header.d=example.com" header.d=example.com'),
  "a pass behind a comment that has no end": by("mx.example.net; spf=none (; dkim=pass header.d=example.com"),
  "a pass behind a quote that has no end": by('mx.example.net; spf=none reason="; dkim=pass header.d=example.com'),
  "a comment that holds a quote": by('mx.example.net; dkim=fail (") header.d=example.com; x=(" dkim=pass) header.d=example.com'),
  "the word of a server of another name": by("mx.evil.example; dkim=pass header.d=example.com"),
  "the word of a server that looks alike": by("mx.example.net.evil.example; dkim=pass header.d=example.com"),
  "the word of a server of a name that ends alike": by("mx.notexample.net; dkim=pass header.d=example.com"),
  "a word without a server": by("dkim=pass header.d=example.com"),
  "a server's name in a comment": by("(mx.example.net); dkim=pass header.d=example.com"),
  "a planted word below that of the server": letterOf({ "Authentication-Results": "mx.example.net; dkim=none" }, { more: [PLANTED] }),
  "a planted word below one that can't be read": letterOf({ "Authentication-Results": "mx.example.net; (" }, { more: [PLANTED] }),
  "a planted word that goes on in the next line": letterOf(without, { more: ["X-Note: hello", ` ${PLANTED}`] }),
  "two senders in one header": letterOf({ From: "sam@example.com, eve@evil.example" }),
  "two headers of a sender": letterOf({}, { more: ["From: eve@evil.example"] }),
  "two headers of a sender, the other above": letterOf({}, { top: ["From: eve@evil.example"] }),
  "a group of senders": letterOf({ From: "team: sam@example.com;" }),
  "no sender": letterOf({ From: undefined }),
  "an address in the name": letterOf({ From: "sam@example.com <eve@evil.example>" }),
  "an address in the quoted name": letterOf({ From: '"sam@example.com" <eve@evil.example>' }),
  "an address in a comment": letterOf({ From: "eve@evil.example (sam@example.com)" }),
  "two addresses in brackets": letterOf({ From: "<sam@example.com> <eve@evil.example>" }),
  "a space before the colon": letterOf({ From: undefined }, { more: ["From : sam@example.com"] }),
  "a domain with a letter that looks alike": letterOf({ From: "sam@ex\u0430mple.com" }),
  "a domain with a sign that becomes a letter": letterOf({ From: "sam@example.com".replace("k", "\u212a").replace("s", "\u017f") }),
  "a domain in punycode that looks alike": letterOf({ From: "sam@xn--exmple-4nf.com" }),
  "a domain that ends alike": letterOf({ From: "sam@notexample.com" }),
  "a domain that begins alike": letterOf({ From: "sam@example.com.evil.example" }),
  "another sender than the author": letterOf({}, { more: ["Sender: eve@evil.example"] }),
  "somebody who has passed it on": letterOf({}, { more: ["Resent-From: eve@evil.example"] }),
  "a mailing list": letterOf({}, { more: ["List-Id: <team.example.com>"] }),
  "bulk mail": letterOf({}, { more: ["Precedence: bulk"] }),
  "an answer by a program": letterOf({ "Auto-Submitted": "auto-replied" }),
  "an answer by a program that also denies it": letterOf({ "Auto-Submitted": "no" }, { more: ["Auto-Submitted: auto-replied"] }),
  "our own address": letterOf({ From: "chief@example.net", "Authentication-Results": "mx.example.net; dkim=pass header.d=example.net" }),
  "a letter without an id": letterOf({ "Message-ID": undefined }),
  "two ids": letterOf({}, { more: ["Message-ID: <another@example.com>"] }),
  "an id that goes on": letterOf({ "Message-ID": "<a b@example.com>" }),
  "a letter without a date": letterOf({ Date: undefined }),
  "a letter of last week that is sent again": letterOf({ Date: "Thu, 12 Nov 2026 09:00:00 +0000" }),
  "a letter of next week": letterOf({ Date: "Fri, 27 Nov 2026 09:00:00 +0000" }),
  "bare line ends": Buffer.from(letterOf().toString().replace("\r\nTo:", "\nTo:")),
  "a bare carriage return": Buffer.from(letterOf().toString().replace("Subject: Re", "Subject: \rRe")),
  "a zero": Buffer.from(letterOf().toString().replace("Subject: Re", "Subject: \0Re")),
  "a line that is no header": letterOf({}, { more: ["done"] }),
  "a head that has no end": letterOf().subarray(0, 300),
};

for (const [what, letter] of Object.entries(FORGED)) {
  test(`not believed: ${what}`, () => assert.ok(!isBelieved(letter)));
}

test("whoever names a server trusts that one alone", () => {
  assert.ok(isBelieved(letterOf(), { trusts: "MX.example.net" }));
  assert.ok(!isBelieved(letterOf(), { trusts: "example.net" }));
  assert.ok(isBelieved(letterOf(), { host: "127.0.0.1", trusts: "mx.example.net" }));
});

test("a mailbox on this machine, or at a number, has no domain whose servers could be trusted", () => {
  for (const host of ["127.0.0.1", "localhost", "192.0.2.1", "net", "mail.net"]) assert.ok(!isBelieved(letterOf(), { host }), host);
});

test("a letter counts for a week", () => {
  assert.ok(isBelieved(letterOf(), { now: AT + 6 * 24 * HOUR_MS }));
  assert.ok(!isBelieved(letterOf(), { now: AT + 8 * 24 * HOUR_MS }));
});
