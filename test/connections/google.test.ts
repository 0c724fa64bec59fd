import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createEmulator } from "emulate";
import { googleService } from "../../src/connections/google/index.ts";
import { SCOPE } from "../../src/connections/google/scopes.ts";
import type { Part, Person, Uses } from "../../src/connections/service.ts";
import { toStoredError } from "../../src/core/errors.ts";
import { freePort } from "../support/slack-server.ts";
import { ADDRESS, CLIENT_SECRET, startGoogleSignIn, type GoogleSignIn, type SignInPlan } from "../support/google-sign-in.ts";

const NOW = Date.parse("2026-11-20T09:00:00.000Z");

const usesOf = (...parts: Part[]): Uses => ({ by: [], writes: [], reads: [], events: [], parts, listens: false });
const MAIL = usesOf({ part: "gmail", options: {} });
const BOTH = usesOf({ part: "gmail", options: {} }, { part: "google-calendar", options: {} });

interface Signing {
  /** What the person does with each address that is printed. */
  open(address: string, google: GoogleSignIn): Promise<unknown>;
  /** What they paste, in their order; nothing where the browser comes back by itself. */
  paste?(address: string, google: GoogleSignIn): Promise<string>;
  again?: boolean;
  uses?: Uses;
  signal?: AbortSignal;
}

async function signIn(google: GoogleSignIn, { open, paste, again = false, uses = MAIL, signal }: Signing) {
  const said: string[] = [];
  let address = "";
  const opened: Promise<unknown>[] = [];
  const person: Person = {
    say(text) {
      said.push(text);
      const printed = /^http:\S+\/auth\?\S+$/m.exec(text)?.[0];
      if (printed === undefined) return;
      address = printed;
      opened.push(open(address, google));
    },
    async paste(_question, until) {
      if (paste) return paste(address, google);
      const { promise, resolve } = Promise.withResolvers<undefined>();
      until.addEventListener("abort", () => resolve(undefined), { once: true });
      return promise;
    },
    confirm: (question) => {
      said.push(question);
      return Promise.resolve(again);
    },
  };
  const context = { readSecret: () => CLIENT_SECRET, now: NOW, uses, person, signal: signal ?? new AbortController().signal };
  const given = await googleService.signIn?.(google.connection, context);
  await Promise.all(opened);
  return { given, said: said.join("\n") };
}

const browse: Signing["open"] = (address, google) => google.browse(address);

function check(google: GoogleSignIn, refreshToken: string, changes: Partial<GoogleSignIn["connection"]> = {}) {
  const readSecret = (reference: string): string => (reference.endsWith("clientSecret") ? CLIENT_SECRET : refreshToken);
  return googleService.check({ ...google.connection, ...changes }, { readSecret, now: NOW, signal: AbortSignal.timeout(20_000) });
}

test("the browser comes back by itself, and what it brought is good for the account and its scopes", async (t) => {
  const google = await startGoogleSignIn(t);
  let page = "";
  const { given, said } = await signIn(google, {
    uses: BOTH,
    open: async (address) => {
      ({ page } = await google.browse(address));
    },
  });
  assert.match(page, /Close this window/);
  assert.deepEqual(Object.keys(given ?? {}), ["refreshToken"]);
  assert.doesNotMatch(said, /canary/);
  assert.match(said, /ssh -L (\d+):127\.0\.0\.1:\1\./);
  assert.deepEqual(await check(google, given?.["refreshToken"] ?? ""), {
    name: ADDRESS,
    scopes: [SCOPE.events, SCOPE.mail].toSorted(),
    remarks: [],
  });
  assert.deepEqual(
    google.calls.map(({ path }) => path),
    ["/auth", "/token", "/token", "/gmail/v1/users/me/profile", "/calendar/v3/calendars/primary/events"],
  );
});

test("where the browser can't come back, the address that it ended at is pasted; another one is asked for again", async (t) => {
  const google = await startGoogleSignIn(t);
  const pasted = ["nonsense", "http://127.0.0.1:1/?state=another&code=4/another"];
  const { given, said } = await signIn(google, {
    open: async () => {},
    paste: async (address) => pasted.shift() ?? google.browseFarAway(address),
  });
  assert.ok(given?.["refreshToken"]);
  assert.equal(said.split("That is not the address that this sign-in ends at.").length, 3);
});

test("what comes back with another state, or nothing, is told so and changes nothing", async (t) => {
  const google = await startGoogleSignIn(t, { consent: "another state" });
  const pages: string[] = [];
  const { given } = await signIn(google, {
    open: async (address) => {
      pages.push((await google.browse(address)).page);
      pages.push((await google.browse(new URL(address).searchParams.get("redirect_uri") ?? "")).page);
      google.plan = {};
      await google.browse(address);
    },
  });
  assert.ok(given?.["refreshToken"]);
  for (const page of pages) assert.match(page, /not the sign-in that Chief waits for/);
});

test("a box that was left empty is named, and may be ticked after all", async (t) => {
  const google = await startGoogleSignIn(t, { unticked: [SCOPE.events] });
  const { given, said } = await signIn(google, {
    uses: BOTH,
    again: true,
    open: async (address) => {
      await google.browse(address);
      google.plan = {};
    },
  });
  assert.match(said, /You left out what automations need: read the events of your calendars\.\nChoose again\?/);
  assert.deepEqual(google.granted.get(given?.["refreshToken"] ?? ""), [SCOPE.mail, SCOPE.events]);
  google.plan = { unticked: [SCOPE.events] };
  const less = await signIn(google, { uses: BOTH, open: browse });
  assert.deepEqual(google.granted.get(less.given?.["refreshToken"] ?? ""), [SCOPE.mail]);
});

test("a sign-in that ends after 7 days says so, and why", async (t) => {
  const google = await startGoogleSignIn(t, { refreshTokenExpiresIn: 604_799 });
  const { given } = await signIn(google, { open: browse });
  assert.equal(given?.["signedInUntil"], "2026-11-27T08:59:59.000Z");
  const account = await check(google, given?.["refreshToken"] ?? "", { signedInUntil: given?.["signedInUntil"] ?? "" });
  assert.equal(account.expiresAt, "2026-11-27T08:59:59.000Z");
  assert.match(
    account.remarks.join(),
    /within 7 days, .* in Testing: press Publish app at https:\/\/console\.cloud\.google\.com\/auth\/audience/,
  );
});

/** What Google does while somebody signs in, and what becomes of it. */
const SIGN_IN_FAILURES: Readonly<Record<string, readonly [SignInPlan, code: string, message: RegExp]>> = {
  "a no": [{ consent: "no" }, "connection-refused", /expected your consent, got a no/],
  "a code that was used already": [
    { tokens: { status: 400, body: { error: "invalid_grant" } } },
    "reauth-needed",
    /got one that has ended/,
  ],
  "a wrong client": [{ tokens: { status: 401, body: { error: "invalid_client" } } }, "reauth-needed", /client that it does not know/],
  "no refresh token": [{ withoutRefreshToken: true }, "connection-refused", /a sign-in that lasts, got one for an hour/],
  "a page instead of tokens": [
    { tokens: { status: 200, body: "<html>Welcome to the hotel</html>", type: "text/html" } },
    "connection-unreachable",
    /expected Google to answer, got nothing of use/,
  ],
  "trouble at Google": [{ tokens: { status: 503, body: "" } }, "connection-unreachable", /status 503/],
};

for (const [name, [plan, code, message]] of Object.entries(SIGN_IN_FAILURES)) {
  test(`signing in ends in plain words with ${name}`, async (t) => {
    const google = await startGoogleSignIn(t, plan);
    await assert.rejects(signIn(google, { open: browse }), (error: Error) => {
      const stored = toStoredError(error);
      assert.equal(stored.code, code);
      assert.match(stored.message, message);
      assert.ok(stored.hint);
      assert.ok(error.cause === undefined);
      assert.doesNotMatch(`${JSON.stringify(stored)}${error.stack}`, /canary/);
      return true;
    });
    assert.ok(google.calls.filter(({ path }) => path === "/token").length <= 1, "nothing is tried twice");
  });
}

test("nobody waits for ever, neither for the person nor for Google", async (t) => {
  const google = await startGoogleSignIn(t, { tokens: "hangs" });
  const stop = new AbortController();
  const alone = signIn(google, { open: async () => stop.abort(), signal: stop.signal });
  await assert.rejects(alone, { code: "connection-refused", message: /to sign in, got nothing for too long/ });
  const late = new AbortController();
  const hanging = signIn(google, {
    signal: late.signal,
    open: async (address) => {
      await google.browse(address);
      late.abort();
    },
  });
  await assert.rejects(hanging, (error: Error & { code?: string }) => /^connection-(?:refused|unreachable)$/.test(error.code ?? ""));
});

test("taking back is one call that names the token in its body, and fails in plain words", async (t: TestContext) => {
  const google = await startGoogleSignIn(t);
  google.granted.set("1//canary-refresh", [SCOPE.mail]);
  const context = { readSecret: () => "1//canary-refresh", now: NOW, signal: t.signal };
  await googleService.revoke?.(google.connection, context);
  assert.deepEqual([google.granted.size, google.calls], [0, [{ path: "/revoke", form: { token: "1//canary-refresh" } }]]);
  await assert.rejects(googleService.revoke?.(google.connection, context) ?? Promise.resolve(), {
    ...{ code: "reauth-needed", message: "expected a sign-in that Google takes, got the refusal invalid_token" },
  });
});

test("a Google that others have written for tests is understood too: it signs in, tells who it is, and takes that back", async (t) => {
  const port = await freePort();
  const user = { email: ADDRESS, name: "Ana" };
  const client = { client_id: "the-client", client_secret: CLIENT_SECRET, name: "Chief", redirect_uris: ["http://127.0.0.1"] };
  const seed = { google: { users: [user], calendars: [{ id: "primary", summary: ADDRESS, primary: true }], oauth_clients: [client] } };
  const emulator = await createEmulator({ service: "google", port, seed });
  t.after(() => emulator.close());
  const origin = `http://127.0.0.1:${port}`;
  const google = await startGoogleSignIn(t);
  google.connection = {
    ...google.connection,
    ...{
      api: `${origin}/`,
      oauth: { authorizeUrl: `${origin}/o/oauth2/v2/auth`, tokenUrl: `${origin}/oauth2/token`, revokeUrl: `${origin}/oauth2/revoke` },
    },
  };
  const open: Signing["open"] = async (address) => {
    const form = new URLSearchParams([...new URL(address).searchParams, ["email", ADDRESS]]);
    const { headers } = await fetch(`${origin}/o/oauth2/v2/auth/callback`, { method: "POST", body: form, redirect: "manual" });
    await google.browse(headers.get("location") ?? "");
  };
  const { given } = await signIn(google, { open, uses: usesOf({ part: "google-calendar", options: {} }) });
  const refreshToken = given?.["refreshToken"] ?? "";
  const account = await check(google, refreshToken);
  assert.deepEqual(account.scopes, [SCOPE.events]);
  await googleService.revoke?.(google.connection, {
    readSecret: (name) => (name.endsWith("clientSecret") ? CLIENT_SECRET : refreshToken),
    now: NOW,
    signal: t.signal,
  });
  await assert.rejects(check(google, refreshToken), { code: "reauth-needed" });
});
