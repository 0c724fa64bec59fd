import { randomBytes } from "node:crypto";
import type { ChiefError } from "../core/errors.ts";
import { refused } from "./failure.ts";
import { openRedirect, type Redirect } from "./redirect.ts";
import type { Person, SignInContext } from "./service.ts";

/** What a browser is opened for. */
export interface Wish {
  /** The service, as people call it. */
  title: string;
  /** The page where consent is asked for, which sends the browser back to `redirect` with `state`. */
  addressOf(back: { redirect: string; state: string }): string;
}

/** What the service sent the browser back with. */
export interface Consent {
  code: string;
  /** The address that it was sent back to, which the service wants to hear again with the code. */
  redirect: string;
}

type Verdict = { code: string } | { error: ChiefError };

/**
 * Has a person consent in a browser, by OAuth's authorization code (https://datatracker.ietf.org/doc/html/rfc8252): the browser comes back
 * to this machine by itself, or the person pastes the address that it ended up at. Throws PermanentError `connection-refused` where the
 * person or the service says no, or where the signal comes first.
 */
export async function awaitConsent(wish: Wish, { person, signal }: Pick<SignInContext, "person" | "signal">): Promise<Consent> {
  const state = randomBytes(24).toString("base64url");
  const came = Promise.withResolvers<Verdict>();
  const redirect = await openRedirect((query) => {
    const verdict = judge(query, state, wish.title);
    if (verdict) came.resolve(verdict);
    return verdict !== undefined;
  });
  const over = new AbortController();
  try {
    person.say(wordsFor(wish.addressOf({ redirect: redirect.address, state }), redirect));
    const pasted = readPasted(person, AbortSignal.any([signal, over.signal]), (query) => judge(query, state, wish.title));
    const verdict = await Promise.race([came.promise, pasted.then((verdict) => verdict ?? came.promise), ended(signal)]);
    if ("error" in verdict) throw verdict.error;
    return { code: verdict.code, redirect: redirect.address };
  } finally {
    over.abort();
    await redirect.close();
  }
}

/** Undefined for what belongs to another sign-in, or to none: anybody on this machine can send that. */
function judge(query: URLSearchParams, state: string, title: string): Verdict | undefined {
  if (query.get("state") !== state) return undefined;
  const [code, error] = [query.get("code"), query.get("error")];
  if (error === "access_denied") return { error: refused("expected your consent, got a no", "Run it again if that was a mistake.") };
  if (error !== null) return { error: refused(`expected ${title} to ask for your consent, got ${wordIn(error)}`, "Run it again.") };
  return code === null ? undefined : { code };
}

function wordIn(error: string): string {
  return /^[a-z_]{1,60}$/.test(error) ? error : "a refusal";
}

async function readPasted(
  person: Person,
  signal: AbortSignal,
  judgeQuery: (query: URLSearchParams) => Verdict | undefined,
): Promise<Verdict | undefined> {
  for (;;) {
    const pasted = await person.paste("Waiting for the browser, or for that address (it is not shown): ", signal);
    if (pasted === undefined) return undefined;
    const verdict = judgeQuery(URL.parse(pasted)?.searchParams ?? new URLSearchParams());
    if (verdict) return verdict;
    person.say("That is not the address that this sign-in ends at. Copy it whole, from http:// to its end.");
  }
}

function ended(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(refused("expected you to sign in, got nothing for too long", "Run it again when you have the time."));
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return promise;
}

function wordsFor(address: string, { address: back, port }: Redirect): string {
  return [
    `Open this address in a browser, sign in, and leave every box ticked:\n\n${address}\n`,
    `The browser then comes back to ${back} by itself. Where it runs on another machine, it ends at a page that can't be shown:`,
    `copy that page's address and paste it here, or first lead the port there with ssh -L ${port}:127.0.0.1:${port}.`,
  ].join("\n");
}
