import { hash } from "node:crypto";
import { eventIdOf, fieldsOf, type Event } from "../core/event.ts";
import { shorten } from "../lib/text.ts";
import type { Signed } from "./hooks-signature.ts";

/** A request whose signature was right. */
export interface SignedRequest {
  hook: string;
  /** The field of the body that names the event, where the hook has one. */
  idField?: string;
  contentType: string;
  body: Buffer;
  signed: Signed;
  /** When it came, in milliseconds since the epoch. */
  now: number;
}

/** Where a body says what it is about. */
const TITLES = ["title", "message", "subject", "text"] as const;
const LONGEST_TITLE = 200;

/**
 * The event that a request tells of, named only by what is signed. Its topic is the hook's, whatever the body says.
 * `malformed` where the body is no JSON object, `foreign` where it is neither JSON nor plain text.
 */
export function toEvent(request: SignedRequest): Event | "malformed" | "foreign" {
  const { hook, body, signed, now } = request;
  const content = parseBody(request);
  if (typeof content === "string") return content;
  return {
    source: `webhook/${hook}`,
    id: signed.id ?? findId(content, request) ?? hash("sha256", body),
    topic: `webhook:${hook}`,
    at: new Date(signed.at ?? now).toISOString(),
    title: findTitle(content) ?? `${hook} called`,
    fields: fieldsOf(content),
  };
}

/** What a body is, it says itself: its type is not signed, and must not make another event of it. */
function parseBody({ contentType, body }: SignedRequest): object | "malformed" | "foreign" {
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isText = type === "text/plain";
  if (!isText && !/^application\/(?:[\w.+-]+\+)?json$/.test(type)) return "foreign";
  const text = body.toString("utf8");
  return parseRecord(text) ?? (isText ? { text } : "malformed");
}

type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;

function parseRecord(text: string, reviver?: Reviver): object | undefined {
  try {
    const value: unknown = JSON.parse(text, reviver);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function findId(content: object, { idField, body }: SignedRequest): string | undefined {
  if (idField === undefined) return undefined;
  const find = (within: object): unknown => idField.split(".").reduce<unknown>(member, within);
  const id = find(content);
  // A number that is too large to be exact would be the same as its neighbours: its digits are taken as they were written.
  const exact = typeof id === "number" && !Number.isSafeInteger(id) ? find(parseRecord(body.toString("utf8"), keepDigits) ?? {}) : id;
  if (typeof exact === "number") return String(exact);
  return typeof exact === "string" && exact !== "" ? eventIdOf(exact) : undefined;
}

function keepDigits(...[, value, context]: Parameters<Reviver>): unknown {
  return typeof value === "number" ? (context?.source ?? value) : value;
}

function member(parent: unknown, key: string): unknown {
  return isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function findTitle(content: object): string | undefined {
  for (const key of TITLES) {
    const text = member(content, key);
    const title = typeof text === "string" ? toLine(text) : "";
    if (title !== "") return title;
  }
  return undefined;
}

/** The start of a text as one line; what is beyond is not even looked at, since a body may be large. */
function toLine(text: string): string {
  const line = text.slice(0, 4 * LONGEST_TITLE).replaceAll(/[\s\p{C}]+/gu, " ");
  return shorten(line.trim(), LONGEST_TITLE);
}
