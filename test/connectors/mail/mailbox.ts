import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mailConnector } from "../../../src/connectors/mail/index.ts";
import type { Item } from "../../../src/core/item.ts";
import { mailIn, type Mail } from "../../../src/core/kinds/mail.ts";
import type { FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** When files of test mailboxes changed, unless a test says otherwise. */
export const DELIVERED = "2026-11-18T10:00:00.000Z";
/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

const top = await mkdtemp(join(tmpdir(), "chief-mail-"));

/** For the end of a test file. */
export async function removeMailboxes(): Promise<void> {
  await rm(top, { recursive: true });
}

/** A new folder with these files, all changed at DELIVERED. */
export async function createMailbox(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(top, "mailbox-"));
  await mkdir(join(root, "mail"));
  for (const [path, content] of Object.entries(files)) await writeAt(root, path, content);
  return root;
}

/** Writes a file that then seems to have changed at `at`. */
export async function writeAt(root: string, path: string, content: string | Uint8Array, at = DELIVERED): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
  await utimes(join(root, path), new Date(at), new Date(at));
}

/** What the contract's tests are given. */
export function prepared(root: string, options: unknown = {}): Prepared {
  return { root, options, window: WEEK };
}

/** Reads a mailbox as a definition with these options would. */
export function fetchFrom(root: string, options: unknown = {}, changes: Partial<FetchContext<unknown>> = {}): Promise<Fetched> {
  const context = contextFor(mailConnector, prepared(root, options), changes);
  return mailConnector.fetch({ ...context, options: mailConnector.schema.parse(options) });
}

/** Reads once more, with what the fetch before left. */
export function fetchAgain(root: string, before: Fetched, changes: Partial<FetchContext<unknown>> = {}): Promise<Fetched> {
  return fetchFrom(root, {}, { cursor: JSON.parse(JSON.stringify(before.cursor)), picture: before.items, ...changes });
}

/** A letter's text: these headers over sensible ones, and a body. */
export function letter(headers: Readonly<Record<string, string>> = {}, body = "Can you send the plan by Friday?\r\n"): string {
  const all = {
    From: "Dana Reyes <dana@acme.example>",
    To: "Sam Tan <sam@home.example>",
    Subject: "The plan",
    Date: "Wed, 18 Nov 2026 10:00:00 +0100",
    "Message-ID": "<plan-1@acme.example>",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** A letter with several parts, each its own head and body. */
export function multipart(type: string, parts: readonly string[], headers: Readonly<Record<string, string>> = {}): string {
  const body = [...parts.map((part) => `--edge\r\n${part}\r\n`), "--edge--\r\n"].join("");
  return letter({ "MIME-Version": "1.0", "Content-Type": `${type}; boundary="edge"`, ...headers }, body);
}

/** The one letter of an answer; throws where there is not exactly one. */
export function onlyMail({ items }: Fetched): Mail {
  const [mail, ...more] = mailIn(items);
  if (mail === undefined || more.length > 0) throw new RangeError(`expected one letter, got ${items.length}`);
  return mail;
}

/** What a letter says of itself in its zones: its own words, and those of others. */
export function zonesOf(item: Pick<Item, "body" | "quoteSpans">): { own: string; foreign: string } {
  let own = "";
  let position = 0;
  for (const [start, end] of item.quoteSpans) {
    own += item.body.slice(position, start);
    position = end;
  }
  const foreign = item.quoteSpans.map(([start, end]) => item.body.slice(start, end)).join("\n");
  return { own: (own + item.body.slice(position)).trim(), foreign };
}
