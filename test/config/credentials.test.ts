import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { forgetCredentials, hasCredential, isEncrypted, keepCredentials, readCredential } from "../../src/config/credentials.ts";
import { readSecret } from "../../src/config/secrets.ts";
import { inTurn } from "../../src/store/database/lock.ts";
import { temporaryDirectory } from "../support/store.ts";

const CLEAR = "xoxb-canary-of-this-test";
const KEY = "a key of this test, 32 characters at least";

function place(directory: string, masterKey?: string) {
  return { directory, masterKey: () => masterKey };
}

function keep(directory: string, name: string, masterKey?: string): void {
  keepCredentials(place(directory, masterKey), new Map([[name, CLEAR]]), (work) => inTurn(directory, work));
}

test("a secret is kept in a file of its owner's alone, and comes back until it is forgotten", (t) => {
  const directory = join(temporaryDirectory(t), "data");
  keep(directory, "acme.token");
  chmodSync(directory, 0o755);
  keep(directory, "office.password");
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  assert.equal(statSync(join(directory, "credentials.json")).mode & 0o777, 0o600);
  assert.equal(readCredential(place(directory), "acme.token"), CLEAR);
  assert.equal(readSecret("stored:acme.token", { env: {}, root: directory, dataDirectory: directory }), CLEAR);
  forgetCredentials(directory, ["acme.token", "none"], (work) => inTurn(directory, work));
  assert.deepEqual([hasCredential(directory, "acme.token"), hasCredential(directory, "office.password")], [false, true]);
  assert.equal(readCredential(place(directory), "toString"), undefined);
  assert.deepEqual(readdirSync(directory).toSorted(), ["credentials.json", "files.lock"]);
});

test("with a master key nothing of the secret stands in the file, and each time it is another text", (t) => {
  const directory = temporaryDirectory(t);
  keep(directory, "one", KEY);
  keep(directory, "two", KEY);
  const text = readFileSync(join(directory, "credentials.json"), "utf8");
  const forms = [CLEAR, Buffer.from(CLEAR).toString("base64"), Buffer.from(CLEAR).toString("hex"), KEY];
  for (const form of forms) assert.ok(!text.includes(form));
  assert.equal(new Set([...text.matchAll(/"text": "(.+)"/g)].map(([, sealed]) => sealed)).size, 2);
  assert.equal(readCredential(place(directory, KEY), "one"), CLEAR);
  assert.deepEqual([isEncrypted(directory, "one"), isEncrypted(directory, "none")], [true, false]);
  assert.equal(readSecret("stored:one", { env: { CHIEF_MASTER_KEY: KEY }, root: directory, dataDirectory: directory }), CLEAR);
});

test("an encrypted secret is of no use with another key, under another name, or changed", (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, "credentials.json");
  keep(directory, "one", KEY);
  keep(directory, "two", KEY);
  const locked = { code: "secret-locked", message: /^expected CHIEF_MASTER_KEY to open stored:one, got / };
  assert.throws(() => readCredential(place(directory), "one"), locked);
  assert.throws(() => readCredential(place(directory, `${KEY}!`), "one"), locked);
  const text = readFileSync(path, "utf8");
  const swapped = text.replace('"one"', '"three"').replace('"two"', '"one"');
  for (const changed of [swapped, text.replace(/"tag": "../, '"tag": "AA'), text.replace(/"nonce": "[^"]*/, '"nonce": "')]) {
    writeFileSync(path, changed);
    assert.throws(() => readCredential(place(directory, KEY), "one"), locked);
  }
  assert.throws(() => keep(directory, "four", "short"), { code: "master-key-weak", message: /got 5$/ });
});

test("a file that others can read, or that is damaged, is refused and not shown", (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, "credentials.json");
  keep(directory, "one");
  for (const mode of [0o640, 0o604, 0o644]) {
    chmodSync(path, mode);
    assert.throws(() => readCredential(place(directory), "one"), { code: "secret-exposed" });
    assert.throws(() => keep(directory, "two"), { code: "secret-exposed" });
  }
  chmodSync(path, 0o600);
  for (const text of [CLEAR, `"${CLEAR}"`, "null", '{"schema":2,"secrets":{}}', '{"schema":1}']) {
    writeFileSync(path, text);
    assert.throws(
      () => readCredential(place(directory), "one"),
      (error) =>
        error instanceof Error &&
        "code" in error &&
        error.code === "secret-damaged" &&
        !JSON.stringify({ ...error, text: error.message }).includes(CLEAR),
    );
  }
});

test("processes that write at once lose nothing of each other", async (t) => {
  const directory = temporaryDirectory(t);
  const writer = resolve(import.meta.dirname, "credential-writer.ts");
  const names = ["a", "b", "c"];
  await Promise.all(names.map((name) => promisify(execFile)(process.execPath, [writer, directory, name])));
  const kept = names.flatMap((name) => Array.from({ length: 20 }, (_, number) => [name, `${name}-${number}`] as const));
  for (const [name, key] of kept) assert.equal(readCredential(place(directory), key), name);
});
