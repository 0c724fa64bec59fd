import assert from "node:assert/strict";
import { test } from "node:test";
import { googleService } from "../../src/connections/google/index.ts";
import { SCOPE, SCOPE_WORDS, scopesOf, scopesToAskFor } from "../../src/connections/google/scopes.ts";
import type { Part, Uses } from "../../src/connections/service.ts";

const READ = "https://www.googleapis.com/auth/";

const usesOf = (...parts: Part[]): Uses => ({ by: [], writes: [], reads: [], events: [], parts, listens: false });

/** What automations use, and the scopes that this takes: nothing else is ever asked for. */
const TABLE: readonly (readonly [part: string, options: Part["options"], scopes: readonly string[]])[] = [
  ["gmail", {}, ["gmail.readonly"]],
  ["gmail", { max: 100 }, ["gmail.readonly"]],
  ["google-calendar", {}, ["calendar.events.readonly"]],
  ["google-calendar", { calendars: ["team@example.com"] }, ["calendar.events.readonly"]],
  ["google-calendar", { calendars: ["all"] }, ["calendar.events.readonly", "calendar.calendarlist.readonly"]],
  ["google-calendar", { calendars: "all" }, ["calendar.events.readonly", "calendar.calendarlist.readonly"]],
  ["google-calendar", { colleagues: [] }, ["calendar.events.readonly"]],
  ["google-calendar", { colleagues: ["sam@example.com"] }, ["calendar.events.readonly", "calendar.events.freebusy"]],
  ["google-drive", {}, ["drive.readonly"]],
];

test("only what automations use is asked for, and no scope writes", () => {
  for (const [part, options, scopes] of TABLE) {
    const expected = scopes.map((scope) => `${READ}${scope}`);
    assert.deepEqual(scopesOf(usesOf({ part, options })), expected, JSON.stringify([part, options]));
    assert.deepEqual(
      googleService.needs({ ...NOBODY }, usesOf({ part, options })).map(({ scope }) => scope),
      expected,
    );
  }
  const tabled = new Set(TABLE.flatMap(([, , scopes]) => scopes.map((scope) => `${READ}${scope}`)));
  assert.deepEqual(new Set(Object.values(SCOPE)), tabled);
  for (const scope of Object.values(SCOPE)) {
    assert.match(scope, /\.(?:readonly|freebusy)$/);
    assert.ok(SCOPE_WORDS[scope]);
  }
  assert.deepEqual(scopesToAskFor(usesOf()), [`${READ}gmail.readonly`, `${READ}calendar.events.readonly`]);
  const served = [...googleService.serves.connectors, ...googleService.serves.events];
  for (const part of served) assert.notDeepEqual(scopesOf(usesOf({ part, options: {} })), [], part);
});

const NOBODY = {
  ...{ kind: "google" as const, clientId: "", clientSecret: "", refreshToken: "" },
  oauth: { authorizeUrl: "", tokenUrl: "", revokeUrl: "" },
};

test("the guide enables just the APIs that are read, and says in words what a consent screen in Testing does", () => {
  const said = googleService.guide(usesOf({ part: "gmail", options: {} })).join("\n");
  assert.match(said, /enableapi\?apiid=gmail\.googleapis\.com$/m);
  assert.match(said, /while it says Testing, Google ends every sign-in after 7 days/);
});
