import type { Ask } from "../../../src/core/ask.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { PRIYA, PRIYAS } from "../services.ts";
import type { Entry } from "./inlet.ts";

/** The questions as they went out: where each stands, and what it asks. */
export interface Questions {
  asks: readonly Ask[];
  /** Slack's name of a message, or a Message-ID, by person. */
  receipts: Readonly<Record<string, string>>;
}

export async function questionsIn(store: Store, asks: readonly Ask[]): Promise<Questions> {
  const sent = await Promise.all(
    asks.map(async ({ person, messages }) => [person, (await store.outbox.find(messages[0]?.key ?? ""))?.receipt ?? ""] as const),
  );
  return { asks, receipts: Object.fromEntries(sent.map(([person, receipt]) => [person, receipt.replace(/^[CD]\w+:/, "")])) };
}

export function askOf({ asks }: Questions, key: string): string {
  return asks.find((ask) => ask.key === key)?.id ?? "";
}

/** How somebody who was asked writes back. */
export const WAYS = ["direct", "thread", "mail"] as const;
export type Way = (typeof WAYS)[number];

/** Who writes by which way. */
export const WRITER_BY: Readonly<Record<Way, "priya" | "dana">> = { direct: "priya", thread: "priya", mail: "dana" };

export function entryBy(way: Way, text: string, questions: Questions): Entry {
  if (way === "mail") return { by: "mail", letter: letterOf(questions, { text }) };
  const { receipts } = questions;
  return { by: "event", event: { ...spokenBy(PRIYA, text), ...(way === "thread" && { thread_ts: receipts["priya"] }) } };
}

/** What somebody writes to Chief alone, as Slack tells it. */
export function spokenBy(user: string, text: string, channel = PRIYAS): Readonly<Record<string, unknown>> {
  return { user, channel, channel_type: "im", ts: "1795430000.000100", text };
}

interface LetterParts {
  text: string;
  headers?: Readonly<Record<string, string | undefined>>;
  more?: readonly string[];
}

/** What somebody writes who wants all of it settled. */
export const TEXT = "All done.";

const GENUINE = "acme.example; dkim=pass header.d=acme.example header.s=a";

/** Dana's answer to her question, with headers changed, taken out or added. */
export function letterOf({ receipts }: Questions, { text, headers = {}, more = [] }: LetterParts): string {
  const all: Record<string, string | undefined> = {
    ...{ "Authentication-Results": GENUINE, From: "Dana Reyes <dana@acme.example>", To: "chief@example.com" },
    ...{ Subject: "Re: Launch status", Date: "Mon, 23 Nov 2026 10:29:00 +0000", "Message-ID": "<an-answer@acme.example>" },
    ...{ "In-Reply-To": receipts["dana"], "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "base64" },
    ...headers,
  };
  const written = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [...written, ...more, "", Buffer.from(text).toString("base64").replaceAll(/.{76}/g, "$&\r\n"), ""].join("\r\n");
}
