import assert from "node:assert/strict";
import { test } from "node:test";
import { googleService } from "../../src/connections/google/index.ts";
import { SCOPE } from "../../src/connections/google/scopes.ts";
import { toStoredError } from "../../src/core/errors.ts";
import { CLIENT_SECRET, startGoogleSignIn, type SignInPlan } from "../support/google-sign-in.ts";

const NOW = Date.parse("2026-11-20T09:00:00.000Z");

/** What Google says of a sign-in that was good once. */
const CHECK_FAILURES: Readonly<Record<string, readonly [SignInPlan, code: string, message: RegExp, hint: RegExp]>> = {
  "was taken back": [{ tokens: { status: 400, body: { error: "invalid_grant" } } }, "reauth-needed", /has ended/, /7 days .* Testing/],
  "has no API enabled": [
    { apis: { gmail: { status: 403, body: { error: { errors: [{ reason: "accessNotConfigured" }] } } } } },
    "connection-refused",
    /expected the Gmail API to be enabled in your project/,
    /enableapi\?apiid=gmail\.googleapis\.com/,
  ],
  "asks too often": [
    { apis: { gmail: { status: 403, body: { error: { errors: [{ reason: "userRateLimitExceeded" }] } } } } },
    "connection-unreachable",
    /status 403/,
    /minute/,
  ],
  "meets a page in between": [
    { tokens: { status: 200, body: "<html>", type: "text/html" } },
    "connection-unreachable",
    /expected Google to (?:answer|hand out)/,
    /Check/,
  ],
  "meets a page in between that forbids it": [
    { apis: { gmail: { status: 403, body: "<html>Not from here</html>", type: "text/html" } } },
    "connection-unreachable",
    /expected Google to answer, got nothing of use/,
    /Check the network/,
  ],
  "meets a page in between in the place of tokens": [
    { tokens: { status: 407, body: "<html>Who are you?</html>", type: "text/html" } },
    "connection-unreachable",
    /expected Google to answer, got nothing of use/,
    /Check the network/,
  ],
  "is refused in words that echo the token": [
    { tokens: { status: 400, body: { error: "no such token 1//canary-refresh" } } },
    "connection-refused",
    /expected Google to allow the sign-in, got the refusal 400/,
    /ask an admin/,
  ],
  "is good at an account without a mailbox": [
    { apis: { gmail: { status: 400, body: { error: { errors: [{ reason: "failedPrecondition" }] } } } } },
    "connection-refused",
    /expected Google to allow the use of the Gmail API, got the refusal failedPrecondition/,
    /such as a mailbox/,
  ],
  "has used up the day": [
    { apis: { gmail: { status: 403, body: { error: { errors: [{ reason: "dailyLimitExceeded" }] } } } } },
    "connection-unreachable",
    /status 403/,
    /minute/,
  ],
  "may not read what it was asked for": [
    { apis: { gmail: { status: 403, body: { error: { errors: [{ reason: "insufficientPermissions" }] } } } } },
    "connection-refused",
    /expected a sign-in that may read this, got one that may not/,
    /leave every box ticked/,
  ],
};

for (const [name, [plan, code, message, hint]] of Object.entries(CHECK_FAILURES)) {
  test(`a sign-in that ${name} is told in plain words with the way out`, async (t) => {
    const google = await startGoogleSignIn(t, plan);
    google.granted.set("1//canary-refresh", [SCOPE.mail]);
    const readSecret = (reference: string): string => (reference.endsWith("clientSecret") ? CLIENT_SECRET : "1//canary-refresh");
    const checked = googleService.check(google.connection, { readSecret, now: NOW, signal: AbortSignal.timeout(20_000) });
    await assert.rejects(checked, (error: Error) => {
      const stored = toStoredError(error);
      assert.equal(stored.code, code);
      assert.match(stored.message, message);
      assert.match(stored.hint ?? "", hint);
      assert.doesNotMatch(`${JSON.stringify(stored)}${error.stack}`, /canary/);
      return true;
    });
  });
}
