import assert from "node:assert/strict";
import { test } from "node:test";
import { linesWithoutSecretForms, withoutSecretForms } from "../../src/lib/secret-forms.ts";
import { assertGrowsWithInput } from "../support/growth.ts";

/** Made up; each `~` is left out, so that no scanner takes them for real. */
const HIDDEN: readonly (readonly [text: string, shown: string])[] = [
  ["remote: bad token gh~p_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2 for dana", "remote: bad token (secret) for dana"],
  ["got github~_pat_A1b2_A1b2_A1b2_A1b2_A1b2_A1b2_A1b2_A1b2_.", "got (secret)."],
  ["AccessDenied for AK~IAABCD1234ABCD1234", "AccessDenied for (secret)"],
  ["posting with xo~xb-123456789012-abcdefghij failed", "posting with (secret) failed"],
  ["jwt malformed: ey~JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "jwt malformed: (secret)"],
  ["> Authorization: Bearer abc.def-ghi", "> Authorization: Bearer (secret)"],
  ['{"authorization":"Basic ZGFuYTpodW50ZXIy","a":1}', '{"authorization":"Basic (secret)","a":1}'],
  ["Set-Cookie: session=abcdef; Path=/", "Set-Cookie: (secret)"],
  ["DB_PASSWORD=hunter22 NODE_ENV=test", "DB_PASSWORD=(secret) NODE_ENV=test"],
  ['AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG" next', 'AWS_SECRET_ACCESS_KEY="(secret)" next'],
  ['{ "apiKey": "0123456789", "port": 1 }', '{ "apiKey": "(secret)", "port": 1 }'],
  ["can't reach postgres://dana:hunter2@db/shop", "can't reach postgres://dana:(secret)@db/shop"],
  ["-----BEGIN RSA ~PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----\nend", "(secret)\nend"],
];
const SHOWN: readonly string[] = [
  "SyntaxError: Unexpected token: identifier",
  "TypeError: Cannot read properties of undefined (reading 'token')",
  "AssertionError: expected password to equal hash",
  "Error: GITHUB_TOKEN is not set",
  "src/auth/token.ts:12:3 - error TS2345: basic types differ",
  "GET https://registry.npmjs.org:443/@scope/name - 503",
  "task-force_of_twenty_people_and_more fails",
];

test("what looks like a secret is not told, whoever it belongs to", () => {
  for (const [text, shown] of HIDDEN) assert.equal(withoutSecretForms(text.replaceAll("~", "")), shown);
});

test("lines keep their places, also where one secret takes several of them", () => {
  const key = ["got", "-----BEGIN RSA ~PRIVATE KEY-----", "MIIEow", "-----END RSA PRIVATE KEY-----", "DB_PASSWORD=hunter22", ""];
  assert.deepEqual(linesWithoutSecretForms(key.map((line) => line.replaceAll("~", ""))), [
    "got",
    "(secret)",
    "",
    "",
    "DB_PASSWORD=(secret)",
    "",
  ]);
});

test("what only speaks of secrets is told", () => {
  for (const text of SHOWN) assert.equal(withoutSecretForms(text), text);
});

test("no text takes longer to look through than it is long", async () => {
  for (const part of ["A_", "-----BEGIN PRIVATE KEY-----", "eyJaaaaaaaa.", "TOKEN", "a://b:", "cookie: ", "authorization: "]) {
    await assertGrowsWithInput((size) => withoutSecretForms(part.repeat(Math.ceil(size / part.length))), 20_000);
  }
});
