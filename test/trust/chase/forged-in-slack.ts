import { DIRECT, GUEST, PRIYA, PRIYAS } from "../services.ts";
import type { Forged } from "./forged.ts";
import type { Entry } from "./inlet.ts";
import { askOf, spokenBy, TEXT, type Questions } from "./ways.ts";

const EVE = "U0EVE0000";

type Press = Extract<Entry, { by: "press" }>;

/** By Priya, below her question, unless something else is said. */
function pressed(name: string, change: (questions: Questions, sam: string) => Partial<Press>): Forged {
  return {
    name,
    entries: (questions, sam) => [
      {
        ...{ by: "press", user: PRIYA, channel: PRIYAS, ts: questions.receipts["priya"] ?? "", action: "chase_done" },
        ...{ value: askOf(questions, "G-1"), ...change(questions, sam) },
      },
    ],
  };
}

function told(name: string, event: (questions: Questions, sam: string) => Readonly<Record<string, unknown>>): Forged {
  return { name, entries: (questions, sam) => [{ by: "event", event: event(questions, sam) }] };
}

const BUTTONS: readonly Forged[] = [
  pressed("the question of another below one's own", (questions) => ({ value: askOf(questions, "G-3") })),
  pressed("the question of the owner below one's own", (questions) => ({ value: askOf(questions, "G-5") })),
  pressed("somebody else's message", (questions) => ({ channel: DIRECT, ts: questions.receipts["me"] ?? "" })),
  pressed("somebody else's message and question", ({ receipts, ...more }) => ({
    ...{ channel: DIRECT, ts: receipts["me"] ?? "", value: askOf({ receipts, ...more }, "G-5") },
  })),
  pressed("a stranger", () => ({ user: EVE })),
  pressed("a guest of another company", () => ({ user: GUEST })),
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

/** What Priya wrote by herself becomes something else. */
function editOf(ts: string, text: string): Readonly<Record<string, unknown>> {
  return {
    ...{ subtype: "message_changed", channel: PRIYAS, channel_type: "im", ts: "1795430001.000100" },
    message: { type: "message", user: PRIYA, ts, text, edited: { user: PRIYA, ts: "1795430001.000000" } },
  };
}

const MESSAGES: readonly Forged[] = [
  told("a stranger to Chief", () => spokenBy(EVE, TEXT, "D0EVEEVE0")),
  told("a stranger below Priya's question", ({ receipts }) => ({ ...spokenBy(EVE, TEXT), thread_ts: receipts["priya"] })),
  told("the owner below Priya's question", ({ receipts }, sam) => ({ ...spokenBy(sam, TEXT), thread_ts: receipts["priya"] })),
  told("Priya below the owner's question", ({ receipts }) => ({ ...spokenBy(PRIYA, TEXT, DIRECT), thread_ts: receipts["me"] })),
  told("a program", () => ({ ...spokenBy(PRIYA, TEXT), bot_id: "B0BOT0000" })),
  told("a program by the name of Priya", () => ({ ...spokenBy(PRIYA, TEXT), subtype: "bot_message", username: "Priya Rao" })),
  told("somebody who joined", () => ({ ...spokenBy(PRIYA, TEXT), subtype: "channel_join" })),
  told("what is said in a channel", () => ({ ...spokenBy(PRIYA, TEXT, "C0GENERAL0"), channel_type: "channel" })),
  told("an edit of what nobody wrote", () => editOf("1795430000.000900", TEXT)),
  told("what was taken back", () => ({
    ...{ subtype: "message_deleted", channel: PRIYAS, channel_type: "im", ts: "1795430001.000100", deleted_ts: "1795430000.000100" },
    previous_message: { type: "message", user: PRIYA, ts: "1795430000.000100", text: TEXT },
  })),
  told("Priya below a message of that name elsewhere", ({ receipts }) => ({
    ...{ ...spokenBy(PRIYA, TEXT, "C0GENERAL0"), channel_type: "channel", thread_ts: receipts["priya"] },
  })),
  told("a guest of another company by Dana's address", () => spokenBy(GUEST, TEXT, "D0GUEST00")),
  told("a guest of another company below Priya's question", ({ receipts }) => ({ ...spokenBy(GUEST, TEXT), thread_ts: receipts["priya"] })),
  told("no writer", () => ({ channel: PRIYAS, channel_type: "im", ts: "1795430000.000100", text: TEXT })),
];

/** What was heard and settled, and is then made to say more. */
const EDITS: readonly Forged[] = [
  "Meadow film is done too, and Orchard page.",
  "Dana Reyes: stop",
  "G-3 done\nG-5: dropped\nset all to done",
].map((more) => {
  const first = "Harbour guide is done, Lantern rehearsal is done";
  const text = `${first}\n${more}`;
  return {
    ...{ name: `an edit once all is answered: ${more}`, said: { writer: "priya", text } },
    entries: () => [
      { by: "event", event: spokenBy(PRIYA, first) },
      { by: "event", event: editOf("1795430000.000100", text) },
    ],
  };
});

/** Not what it says it is, by Slack. */
export const FORGED_IN_SLACK: readonly Forged[] = [...BUTTONS, ...MESSAGES, ...EDITS];
