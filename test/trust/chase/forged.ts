import { DIRECT, PRIYA, PRIYAS } from "../services.ts";
import type { Entry } from "./inlet.ts";
import { askOf, entryBy, letterOf, spokenBy, type Questions } from "./ways.ts";

/** Something that is not what it says it is. */
export interface Forged {
  name: string;
  /** Whose word counts all the same, and what that is; absent where nobody is to be heard. */
  said?: { writer: string; text: string };
  entry(questions: Questions, sam: string): Entry;
}

const TEXT = "All done.";
const EVE = "U0EVE0000";

type Press = Extract<Entry, { by: "press" }>;

/** By Priya, below her question, unless something else is said. */
function pressed(name: string, change: (questions: Questions, sam: string) => Partial<Press>): Forged {
  return {
    name,
    entry: (questions, sam) => ({
      ...{ by: "press", user: PRIYA, channel: PRIYAS, ts: questions.receipts["priya"] ?? "", action: "chase_done" },
      ...{ value: askOf(questions, "G-1"), ...change(questions, sam) },
    }),
  };
}

function told(name: string, event: (questions: Questions, sam: string) => Readonly<Record<string, unknown>>): Forged {
  return { name, entry: (questions, sam) => ({ by: "event", event: event(questions, sam) }) };
}

function letter(name: string, headers: Readonly<Record<string, string | undefined>>, more: readonly string[] = []): Forged {
  return { name, entry: (questions) => ({ by: "mail", letter: letterOf(questions, { text: TEXT, headers, more }) }) };
}

const BUTTONS: readonly Forged[] = [
  pressed("the question of another below one's own", (questions) => ({ value: askOf(questions, "G-3") })),
  pressed("the question of the owner below one's own", (questions) => ({ value: askOf(questions, "G-5") })),
  pressed("somebody else's message", (questions) => ({ channel: DIRECT, ts: questions.receipts["me"] ?? "" })),
  pressed("somebody else's message and question", ({ receipts, ...more }) => ({
    ...{ channel: DIRECT, ts: receipts["me"] ?? "", value: askOf({ receipts, ...more }, "G-5") },
  })),
  pressed("a stranger", () => ({ user: EVE })),
  pressed("the owner in Priya's place", (_questions, sam) => ({ user: sam })),
  pressed("no such question", () => ({ value: "v1:0000" })),
  pressed("a name of the prototype", () => ({ value: "__proto__" })),
  pressed("all of them", ({ asks }) => ({ value: asks.map(({ id }) => id).join(",") })),
  pressed("a value of JSON", ({ asks }) => ({ value: JSON.stringify({ ask: asks[0]?.id, person: "me" }) })),
  pressed("very much", () => ({ value: "x".repeat(1_999) })),
  pressed("too much", () => ({ value: "x".repeat(9_999) })),
  pressed("a word that no button has", () => ({ action: "chase_dropped" })),
  pressed("a word of the prototype", () => ({ action: "chase_constructor" })),
  pressed("an action of another kind", () => ({ action: "approve" })),
  pressed("a message that is not there", () => ({ ts: "1.000001" })),
  pressed("a channel that is not there", () => ({ channel: "C0GENERAL0" })),
];

const MESSAGES: readonly Forged[] = [
  told("a stranger to Chief", () => spokenBy(EVE, TEXT, "D0EVEEVE0")),
  told("a stranger below Priya's question", ({ receipts }) => ({ ...spokenBy(EVE, TEXT), thread_ts: receipts["priya"] })),
  told("the owner below Priya's question", ({ receipts }, sam) => ({ ...spokenBy(sam, TEXT), thread_ts: receipts["priya"] })),
  told("Priya below the owner's question", ({ receipts }) => ({ ...spokenBy(PRIYA, TEXT, DIRECT), thread_ts: receipts["me"] })),
  told("a program", () => ({ ...spokenBy(PRIYA, TEXT), bot_id: "B0BOT0000" })),
  told("a program by the name of Priya", () => ({ ...spokenBy(PRIYA, TEXT), subtype: "bot_message", username: "Priya Rao" })),
  told("somebody who joined", () => ({ ...spokenBy(PRIYA, TEXT), subtype: "channel_join" })),
  told("what is said in a channel", () => ({ ...spokenBy(PRIYA, TEXT, "C0GENERAL0"), channel_type: "channel" })),
  told("an edit of what nobody wrote", () => ({
    ...{ subtype: "message_changed", channel: PRIYAS, channel_type: "im", ts: "1795430001.000100" },
    message: { type: "message", user: PRIYA, ts: "1795430000.000900", text: TEXT, edited: { user: PRIYA, ts: "1795430001.000000" } },
  })),
  told("no writer", () => ({ channel: PRIYAS, channel_type: "im", ts: "1795430000.000100", text: TEXT })),
];

const UNSIGNED = "acme.example; dkim=fail header.d=acme.example";

const LETTERS: readonly Forged[] = [
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
];

export const FORGED: readonly Forged[] = [
  ...BUTTONS,
  ...MESSAGES,
  ...LETTERS,
  {
    ...{ name: "what Dana writes names Priya as its writer", said: { writer: "dana", text: `Priya Rao writes: ${TEXT}` } },
    entry: (questions) => entryBy("mail", `Priya Rao writes: ${TEXT}`, questions),
  },
];
