import { PolicyError } from "../core/errors.ts";
import { shorten } from "../lib/text.ts";
import { csvFaults, isCsv } from "./outgoing-csv.ts";
import { htmlFaults } from "./outgoing-html.ts";
import { markdownFaults } from "./outgoing-markdown.ts";
import { mrkdwnFaults } from "./outgoing-mrkdwn.ts";
import { lookFor, textFaults, type Fault, type Known, type Look } from "./outgoing-text.ts";

const EXPECTED: Readonly<Record<Fault["kind"], string>> = {
  link: "to link to nothing but its evidence",
  mention: "to call nobody",
  image: "to load and run nothing",
  hidden: "to have no character that nobody sees",
  header: "to be one line",
  secret: "to hold no secret of this workspace",
};

/** Longest piece of a message that an error shows. */
const LONGEST_SHOWN = 80;

/**
 * The last look at a message, at exactly what is about to leave (`Preview.exact`), by what its receiver would make of it and not by how it
 * was made. Throws PolicyError `outgoing-link`, `-mention`, `-image`, `-hidden`, `-header` or `-secret`, which says where, and never shows
 * a secret.
 */
export function inspectOutgoing(exact: unknown, known: Known): void {
  const look = lookFor(known);
  for (const { place, ...fault } of faultsIn({ value: exact, place: [] }, look)) {
    const { kind, got } = look.hasSecret(fault.got) ? SECRET : fault;
    const where = place.length === 0 ? "the message" : `${place.join(".")} of the message`;
    throw new PolicyError(`outgoing-${kind}`, `expected ${where} ${EXPECTED[kind]}, got ${shorten(got, LONGEST_SHOWN)}`, {
      hint: "It was not sent. Look at it with `chief show`, and at the source that it tells of.",
    });
  }
}

/** A value within a message, the keys that lead to it, and what holds it. */
interface Part {
  value: unknown;
  place: readonly string[];
  holder?: Holder;
}

/** A record, and the key by which it holds a value, or a list that the value is one of. */
interface Holder {
  record: Readonly<Record<string, unknown>>;
  key: string;
}

type PlacedFault = Fault & Pick<Part, "place">;

const SECRET: Fault = { kind: "secret", got: "one" };

function* faultsIn({ value, place, ...held }: Part, look: Look): Generator<PlacedFault> {
  if (typeof value === "string") {
    if (look.hasSecret(value)) yield { place, ...SECRET };
    for (const fault of held.holder ? heldFaults(value, held.holder, look) : wholeFaults(value, look)) yield { place, ...fault };
  } else if (isRecord(value)) {
    for (const fault of holderFaults(value)) yield { place, ...fault };
    for (const [key, each] of Object.entries(value)) {
      for (const fault of textFaults(key, look)) yield { place, ...fault };
      const holder = Array.isArray(value) ? held : { holder: { record: value, key } };
      yield* faultsIn({ ...holder, value: each, place: [...place, key] }, look);
    }
  }
}

/** The parts of Slack's messages that we use; others load or link. https://docs.slack.dev/reference/block-kit */
const SLACK_TYPES: ReadonlySet<unknown> = new Set([
  "section",
  "context",
  "divider",
  "overflow",
  "actions",
  "button",
  "mrkdwn",
  "plain_text",
]);

function holderFaults({ type, verbatim }: Readonly<Record<string, unknown>>): Fault[] {
  if (typeof type !== "string") return [];
  if (!SLACK_TYPES.has(type)) return [{ kind: "image", got: `a block of the type ${type}` }];
  return type === "mrkdwn" && verbatim !== true ? [{ kind: "link", got: "text in which Slack looks for links" }] : [];
}

/** By what is known again, and what nobody reads. */
const IDENTIFIERS: ReadonlySet<string> = new Set(["id", "run", "automation", "item", "cites", "flags", "path"]);
const ONE_LINE: ReadonlySet<string> = new Set(["subject", "to", "name", "title"]);

/** What is wrong with a text that is a part of a message. */
function* heldFaults(text: string, { record, key }: Holder, look: Look): Generator<Fault> {
  if (ONE_LINE.has(key) && /[\n\r\u2028\u2029]/.test(text)) yield { kind: "header", got: "more" };
  if (IDENTIFIERS.has(key) || (key === "to" && look.isRecipient(text))) return;
  if (key.endsWith("url")) yield* look.isOwn(text) ? [] : [{ kind: "link" as const, got: text }];
  else if (key === "html") yield* htmlFaults(text, look);
  else if (record["type"] === "mrkdwn" || (key === "text" && "blocks" in record)) yield* mrkdwnFaults(text, look);
  else if (key === "content" && isPage(text)) yield* htmlFaults(text, look);
  else if (key === "markdown" || key === "content") yield* markdownFaults(text, look);
  else yield* textFaults(text, look);
}

/** The same of a text that is all of a message: a page, a table, Markdown, data for programs, which people look at too, or plain text. */
function* wholeFaults(text: string, look: Look): Generator<Fault | PlacedFault> {
  const data = parsed(text);
  if (isPage(text)) yield* htmlFaults(text, look);
  else if (isCsv(text)) yield* csvFaults(text, look);
  else if (/<!-- [^\n]*-->\n$/.test(text)) yield* markdownFaults(text, look);
  else if (isRecord(data)) yield* faultsIn({ value: data, place: [] }, look);
  else yield* textFaults(text, look);
}

function isPage(text: string): boolean {
  return /^\s*<!doctype html/i.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is no data.
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
