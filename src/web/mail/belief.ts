import { parseMailDate } from "../../lib/letter/dates.ts";
import { isLoopback } from "../../lib/loopback.ts";
import { parseHead, valuesOf, type Field } from "./head.ts";
import { isSignedFor, isWithin, parseResults, type Results } from "./results.ts";

/** Whose word is taken for who wrote a letter. */
export interface Trust {
  /** The mailbox's server, and whom it trusts where that is said. */
  host: string;
  trusts?: string;
  /** Address that our own mail comes from. */
  own: string;
  /** Milliseconds since the epoch. */
  now: number;
}

/** A letter whose sender is known for certain. */
export interface Believed {
  /** Address of the sender, in lower case. */
  from: string;
  /** Its Message-ID, with angle brackets, as all of these. */
  id: string;
  /** The letters that it answers, the nearest first. */
  answers: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
/** A letter that somebody sends again is obeyed no more after this time, whatever it calls itself then. */
export const OLDEST_MS = 7 * DAY_MS;
const MOST_ANSWERED = 20;
const ONCE = ["from", "sender", "date", "message-id", "in-reply-to", "references"];
const PERSONAL = /^(?:first-class|normal|special-delivery)$/i;
const MAILBOX = /^(?:(?:"(?:[^"\\]|\\.)*"|[^"<>()@,;:\\[\]]*)\s*<([^<>]*)>|([^<>]*))$/;
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;
const ID = /^<[!-;=?-~]{3,250}>$/;

/** Who wrote a letter, where its head leaves no doubt about that, and the server that took it in says it is so; else why it is not believed. */
export function judgeHead(bytes: Buffer, trust: Trust): Believed | { refused: string } {
  const fields = parseHead(bytes);
  if (!fields) return { refused: "its head can be read in more than one way" };
  const refused = faultOf(fields, trust);
  if (refused !== undefined) return { refused };
  const from = addressIn(valuesOf(fields, "from")[0]);
  const [id = ""] = valuesOf(fields, "message-id");
  if (from === undefined) return { refused: "it does not come from exactly one address" };
  if (!ID.test(id)) return { refused: "it has no id of its own" };
  if (from === trust.own.toLowerCase()) return { refused: "it comes from our own address" };
  if (!isOwnSender(fields, from)) return { refused: "somebody else has sent it" };
  const results = topmostResults(fields);
  if (!results || !isTrusted(results, trust)) return { refused: "no server that is trusted says whether its sender is genuine" };
  if (!isSignedFor(results, from)) return { refused: "it is not signed by its sender's domain" };
  return { from, id, answers: answeredBy(fields) };
}

/** The letters that a letter says it answers, the nearest first. */
export function answeredBy(fields: readonly Field[]): string[] {
  const [direct, thread] = ["in-reply-to", "references"].map((name) => (valuesOf(fields, name)[0] ?? "").match(/<[!-;=?-~]+>/g) ?? []);
  return [...new Set([...(direct ?? []), ...(thread ?? []).toReversed()])].slice(0, MOST_ANSWERED);
}

/** What the topmost server says, which alone can't have come with the letter where that server says anything at all. */
export function topmostResults(fields: readonly Field[]): Results | undefined {
  const [topmost] = valuesOf(fields, "authentication-results");
  return topmost === undefined ? undefined : parseResults(topmost);
}

/** Whether this server is believed: the one that is named, or else one of the mailbox's own domain. */
export function isTrusted({ server }: Results, { host, trusts }: Pick<Trust, "host" | "trusts">): boolean {
  if (trusts !== undefined) return server === trusts.toLowerCase();
  const domain = host.toLowerCase().replace(/^(?:imaps?\d*|mail|mx\d*)\./, "");
  return !isLoopback(host) && /[a-z]/.test(domain) && isWithin(server, domain);
}

function faultOf(fields: readonly Field[], { now }: Trust): string | undefined {
  if (ONCE.some((name) => valuesOf(fields, name).length > 1)) return "a header stands in it twice";
  if (fields.some(({ name }) => name.startsWith("resent-"))) return "somebody has passed it on";
  if (fields.some(({ name }) => name === "list-id" || name === "list-unsubscribe")) return "it came by a list";
  if (valuesOf(fields, "precedence").some((value) => !PERSONAL.test(value))) return "it was sent to many";
  if (valuesOf(fields, "auto-submitted").some((value) => value.toLowerCase() !== "no")) return "a program has sent it";
  const sentMs = parseMailDate(valuesOf(fields, "date")[0] ?? "")?.ms;
  if (sentMs === undefined || sentMs < now - OLDEST_MS || sentMs > now + DAY_MS) return "it is not of these days";
  return undefined;
}

/** Of a single mailbox, whose name says nothing; in plain letters alone, since others may look the same. */
function addressIn(value = ""): string | undefined {
  const [, bracketed, bare = ""] = MAILBOX.exec(value) ?? [];
  const address = bracketed ?? bare.trim();
  return ADDRESS.test(address) ? address.toLowerCase() : undefined;
}

function isOwnSender(fields: readonly Field[], from: string): boolean {
  const [sender] = valuesOf(fields, "sender");
  return sender === undefined || addressIn(sender) === from;
}
