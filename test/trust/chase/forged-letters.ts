import type { Forged } from "./forged.ts";
import { letterOf, TEXT } from "./ways.ts";

function letter(name: string, headers: Readonly<Record<string, string | undefined>>, more: readonly string[] = []): Forged {
  return { name, entries: (questions) => [{ by: "mail", letter: letterOf(questions, { text: TEXT, headers, more }) }] };
}

const UNSIGNED = "acme.example; dkim=fail header.d=acme.example";

const UNHEARD: readonly Forged[] = [
  letter("nobody says that it is genuine", { "Authentication-Results": undefined }),
  letter("it is said not to be genuine", { "Authentication-Results": UNSIGNED }),
  letter("somebody else says that it is", { "Authentication-Results": "evil.example.com; dkim=pass header.d=acme.example" }),
  letter("signed by another domain", { "Authentication-Results": "acme.example; dkim=pass header.d=evil.example.com" }),
  letter("a result of its own below that of the server", { "Authentication-Results": UNSIGNED }, [
    "Authentication-Results: acme.example; dkim=pass header.d=acme.example",
  ]),
  letter("her name, another address", {
    ...{ From: "Dana Reyes <dana@evil.example.com>" },
    "Authentication-Results": "acme.example; dkim=pass header.d=evil.example.com",
  }),
  letter("her address as a name", {
    ...{ From: '"dana@acme.example" <eve@evil.example.com>' },
    "Authentication-Results": "acme.example; dkim=pass header.d=evil.example.com",
  }),
  letter("two senders", { From: "dana@acme.example, eve@evil.example.com" }),
  letter("two headers", {}, ["From: Eve <eve@evil.example.com>"]),
  letter("sent by another", { Sender: "Eve <eve@evil.example.com>" }),
  letter("passed on", { "Resent-From": "eve@evil.example.com" }),
  letter("by a program", { "Auto-Submitted": "auto-replied" }),
  letter("by a list", { "List-ID": "<all.acme.example>" }),
  letter("long ago", { Date: "Mon, 02 Nov 2026 10:29:00 +0000" }),
  letter("Priya on Dana's question", { From: "Priya Rao <priya@acme.example>" }),
  letter("the owner on Dana's question", {
    ...{ From: "Sam Tan <sam@home.example>" },
    "Authentication-Results": "acme.example; dkim=pass header.d=home.example",
  }),
  letter("on no question", { "In-Reply-To": "<another@example.com>" }),
  letter("nothing but where it was sent from", { "Authentication-Results": "acme.example; spf=pass smtp.mailfrom=dana@acme.example" }),
  letter("nothing but a policy", { "Authentication-Results": "acme.example; dmarc=pass header.from=acme.example" }),
  letter("to many", { Precedence: "bulk" }),
  letter("by our own address", { From: "Chief <chief@example.com>", "Authentication-Results": signedBy("example.com") }),
  letter("a stranger to whom the question was forwarded", {
    ...{ From: "Eve <eve@evil.example.com>", Subject: "Re: Fwd: Launch status" },
    "Authentication-Results": signedBy("evil.example.com"),
  }),
  letter("a colleague to whom the question was forwarded", { From: "Kim Ito <kim@acme.example>", Subject: "Re: Fwd: Launch status" }),
];

function signedBy(domain: string): string {
  return `acme.example; dkim=pass header.d=${domain}`;
}

const EVE = "Eve <eve@evil.example.com>";
const OWN = "Meadow film is at risk, Thursday. Orchard page is done.";

/** Dana's own, with more than her words in it: she alone is answered, below her letter, in words of ours. */
function beside(name: string, headers: Readonly<Record<string, string | undefined>>, text = OWN): Forged {
  return {
    ...{ name, said: { writer: "dana", text } },
    entries: (questions) => [{ by: "mail", letter: letterOf(questions, { text, headers }) }],
  };
}

const HEARD: readonly Forged[] = [
  beside("names Priya as its writer", {}, `Priya Rao writes: ${TEXT}`),
  beside("wants to be answered elsewhere", {
    "Reply-To": EVE,
    "Mail-Reply-To": EVE,
    "Return-Path": EVE,
    "Disposition-Notification-To": EVE,
  }),
  beside("to many besides", { To: `chief@example.com, ${EVE}`, Cc: `${EVE}, Priya Rao <priya@acme.example>` }),
  beside("a subject that goes on in another header", {
    Subject: "=?utf-8?q?Re=0D=0ABcc=3A_eve@evil.example.com?= https://evil.example.com <!channel>",
  }),
  beside("below hundreds of letters", {
    References: Array.from({ length: 500 }, (_, index) => `<${index}@evil.example.com>`).join("\r\n "),
  }),
];

/** Not what it says it is, by mail. */
export const FORGED_LETTERS: readonly Forged[] = [...UNHEARD, ...HEARD];
