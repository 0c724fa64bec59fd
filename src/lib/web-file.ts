import { fetch as send, type Response } from "undici";
import { PermanentError, TransientError } from "../core/errors.ts";
import type { Clock } from "../core/ports/ambient.ts";
import { isLoopback } from "./loopback.ts";
import { pinnedAgent, type AddressFinder } from "./pinned-agent.ts";
import { retryAfterMs } from "./retry-after.ts";
import { withinTime } from "./within-time.ts";

/** What is fetched, and how far that may go. */
export interface WebRequest {
  url: string;
  /** Hosts that a redirect may lead to beside the address's own, with their port where it is not the usual one. */
  hosts: readonly string[];
  accept: string;
  /** What was given with it the last time, so that nothing is sent again. */
  known?: Validators;
  /** Of what is given back, after it was unpacked. */
  mostBytes: number;
  /** For all of it, redirects included. */
  patienceMs: number;
}

/** By what a server tells whether a file is still the same (https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests). */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export interface WebParts {
  clock: Clock;
  signal: AbortSignal;
  /** The system's own where absent. */
  find?: AddressFinder;
}

export interface WebFile extends Validators {
  bytes: Buffer;
  contentType: string;
}

const MOST_REDIRECTS = 5;
const LONGEST_VALIDATOR = 500;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Answers that may be others the next time. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Fetches a file of the web, or nothing where it is the one that is known. Each host is looked up once, may not lead into a network of our
 * own, and is spoken to at the address that was looked at; redirects are held to the same. Nothing is sent of whoever asks: no cookies, no
 * name, no password. Throws PermanentError `web-address`, `web-refused`, `web-too-large`, TransientError `web-unreachable`; none tells more
 * of the address than its host. Rejects with the signal's reason.
 */
export async function fetchWebFile(request: WebRequest, parts: WebParts): Promise<WebFile | undefined> {
  const first = parseWebAddress(request.url);
  return withinTime({ ...parts, ms: request.patienceMs, late: () => unreachable(first.host, "no answer in time") }, async (signal) => {
    const allowed = new Set([first.host, ...request.hosts]);
    let url = first;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await ask(url, request, { ...parts, signal });
      if (!(answer instanceof URL)) return answer;
      if (!allowed.has(answer.host)) throw wrongHost(url, answer);
      // What is written as this machine is it only in the address itself: nobody else sends us there.
      if (isLoopback(answer.hostname) && answer.host !== first.host) throw wrongHost(url, answer);
      url = parseWebAddress(answer.href);
    }
    throw new PermanentError("web-address", `expected ${first.host} to lead to a file, got more than ${MOST_REDIRECTS} redirects`, {
      hint: "Name the address at which they end.",
    });
  });
}

/** An address that may be asked. Throws PermanentError `web-address`, which does not show it. */
export function parseWebAddress(text: string): URL {
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url && isSafe && url.username === "" && url.password === "") return url;
  const got = url === null ? "something else" : isSafe ? "one with a name and a password" : `one of ${url.protocol}//`;
  throw new PermanentError("web-address", `expected an address of https://, without a name and a password in it, got ${got}`, {
    hint: "Correct the address; http:// is taken for this machine only.",
  });
}

/** One request: a file, nothing where it is known, or where it has gone. */
async function ask(url: URL, request: WebRequest, { clock, signal, find }: WebParts): Promise<WebFile | URL | undefined> {
  const pinned = await pinnedAgent(url.hostname, "public", find).catch((error: unknown) => {
    throw unreachable(url.host, causeOf(error));
  });
  if ("refused" in pinned) throw inside(url.host, pinned.refused.address);
  try {
    const answer = await send(url.href, { headers: headersOf(request), redirect: "manual", dispatcher: pinned.agent, signal }).catch(
      (error: unknown) => {
        signal.throwIfAborted();
        throw unreachable(url.host, causeOf(error));
      },
    );
    const location = answer.headers.get("location");
    if (REDIRECTS.has(answer.status) && location !== null) return URL.parse(location, url.href) ?? url;
    if (answer.status === 304) return undefined;
    if (answer.status !== 200) throw refusalOf(answer, url.host, clock.now());
    return { bytes: await readBody(answer, url.host, { mostBytes: request.mostBytes, signal }), ...factsOf(answer) };
  } finally {
    await pinned.agent.destroy();
  }
}

function headersOf({ accept, known = {} }: WebRequest): Record<string, string> {
  return {
    accept,
    "user-agent": "chief",
    ...(known.etag !== undefined && { "if-none-match": known.etag }),
    ...(known.lastModified !== undefined && { "if-modified-since": known.lastModified }),
  };
}

function factsOf({ headers }: Response): Omit<WebFile, "bytes"> {
  const [etag, lastModified] = ["etag", "last-modified"].map((name) => headers.get(name) ?? undefined).map(shortOnly);
  return {
    contentType: headers.get("content-type") ?? "",
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

/** It is sent back later: only what may stand in a header. */
function shortOnly(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= LONGEST_VALIDATOR && /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

/** The bytes as they are once unpacked, which is done piece by piece: a small answer that unpacks without end ends here. */
async function readBody(
  answer: Response,
  host: string,
  { mostBytes, signal }: { mostBytes: number; signal: AbortSignal },
): Promise<Buffer> {
  if (Number(answer.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge(host, mostBytes);
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const body: AsyncIterable<Uint8Array> | null = answer.body;
    for await (const piece of body ?? []) {
      size += piece.length;
      if (size > mostBytes) throw tooLarge(host, mostBytes);
      pieces.push(piece);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof PermanentError ? error : unreachable(host, `an answer that breaks off (${causeOf(error)})`);
  }
  return Buffer.concat(pieces);
}

function tooLarge(host: string, mostBytes: number): PermanentError {
  return new PermanentError("web-too-large", `expected at most ${mostBytes / 1_048_576} MiB from ${host}, got more`, {
    hint: "Ask there for an address that gives less, such as of the newest entries only.",
  });
}

function refusalOf({ status, headers }: Response, host: string, now: number): PermanentError | TransientError {
  const message = `expected ${host} to give the file, got status ${status}`;
  if (status >= 500 || PASSING.has(status)) {
    const askedMs = retryAfterMs(headers.get("retry-after"), now);
    return new TransientError("web-unreachable", message, {
      hint: "It is tried again; if it stays so, ask whoever runs it.",
      ...(askedMs !== undefined && { retryAfterMs: askedMs }),
    });
  }
  const hint = [401, 403].includes(status)
    ? "Make sure that the address is open to whoever knows it; Chief does not sign in there."
    : "Open the address in a browser, and correct it.";
  return new PermanentError("web-refused", message, { hint });
}

function unreachable(host: string, got: string): TransientError {
  return new TransientError("web-unreachable", `expected ${host} to answer, got ${got}`, {
    hint: "Make sure that the address is right and that this machine reaches it.",
  });
}

function inside(host: string, address: string): PermanentError {
  return new PermanentError("web-address", `expected ${host} to be on the open network, got one that leads to ${address}`, {
    hint: "Only what everybody can reach is fetched, and this machine where the address says so, as in http://localhost:8080/feed.",
  });
}

function wrongHost(from: URL, to: URL): PermanentError {
  return new PermanentError("web-address", `expected ${from.host} to give the file itself, got a redirect to ${to.host || to.protocol}`, {
    hint: `If that is right, name the address there, or add ${to.host || "its host"} to \`hosts\`.`,
  });
}

/** The system's or the client's word for it; what was sent is in none of them. */
function causeOf(error: unknown): string {
  const cause = error instanceof TypeError && error.cause !== undefined ? error.cause : error;
  if (cause instanceof AggregateError) return causeOf(cause.errors[0]);
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return cause instanceof Error ? cause.name : "an error";
}
