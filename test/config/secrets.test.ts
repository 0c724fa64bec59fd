import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findSecretPlace, isReference } from "../../src/config/secret-places.ts";
import { readSecret } from "../../src/config/secrets.ts";
import { isHandedSafely } from "../../src/config/private-file.ts";
import { ConfigError } from "../../src/core/errors.ts";
import { temporaryDirectory } from "../support/store.ts";

// oxlint-disable no-template-curly-in-string -- references as people write them

const CLEAR = "hunter2-and-more-of-it";

test("a secret is read from the environment or from a file, of which one newline at the end is no part", (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, "secret"), `${CLEAR}\n\n`, { mode: 0o600 });
  writeFileSync(join(root, "windows"), `${CLEAR}\r\n`, { mode: 0o600 });
  const places = { env: { HOOK: CLEAR }, root, dataDirectory: root };
  assert.equal(readSecret("${env:HOOK}", places), CLEAR);
  assert.equal(readSecret("file:secret", places), `${CLEAR}\n`);
  assert.equal(readSecret("file:windows", places), CLEAR);
  assert.equal(readSecret(`file:${join(root, "windows")}`, places), CLEAR);
});

test("a variable that is not set is looked for in the file that NAME_FILE names, then among what systemd hands over", (t) => {
  const root = temporaryDirectory(t);
  mkdirSync(join(root, "handed"));
  writeFileSync(join(root, "mounted"), `${CLEAR}-mounted\n`, { mode: 0o400 });
  writeFileSync(join(root, "handed", "HOOK"), `${CLEAR}-handed`, { mode: 0o400 });
  const handed = { CREDENTIALS_DIRECTORY: join(root, "handed") };
  const mounted = { ...handed, HOOK_FILE: join(root, "mounted"), HOOK: "" };
  const read = (env: Record<string, string>) => readSecret("${env:HOOK}", { env, root, dataDirectory: root });
  assert.equal(read({ ...mounted, HOOK: CLEAR }), CLEAR);
  assert.equal(read(mounted), `${CLEAR}-mounted`);
  assert.equal(read({ ...mounted, HOOK_FILE: "mounted" }), `${CLEAR}-mounted`);
  assert.equal(read(handed), `${CLEAR}-handed`);
  assert.throws(() => read({ HOOK_FILE: join(root, "none") }), { code: "secret-missing" });
  chmodSync(join(root, "mounted"), 0o444);
  assert.throws(() => read(mounted), {
    code: "secret-exposed",
    message: "expected the file of ${env:HOOK} to be its owner's alone, got the mode 0444",
  });
});

test("where a secret lies is told without reading it", (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, "secret"), CLEAR, { mode: 0o600 });
  const find = (reference: string, env = {}) => findSecretPlace(reference, { env, root, dataDirectory: root });
  assert.deepEqual(find("${env:HOOK}", { HOOK: CLEAR }), { kind: "variable", name: "HOOK" });
  assert.deepEqual(find("${env:HOOK}", { HOOK_FILE: "secret" }), { kind: "file", path: join(root, "secret"), named: "HOOK_FILE" });
  assert.deepEqual(find("file:secret"), { kind: "file", path: join(root, "secret") });
  for (const reference of ["${env:HOOK}", "file:none", "stored:none", CLEAR]) assert.equal(find(reference), undefined);
});

test("a reference that leads to nothing is named, with the way out", (t) => {
  const root = temporaryDirectory(t);
  mkdirSync(join(root, "folder"));
  writeFileSync(join(root, "empty"), "\n", { mode: 0o600 });
  writeFileSync(join(root, "huge"), "x".repeat(70_000), { mode: 0o600 });
  execFileSync("mkfifo", [join(root, "pipe")]);
  for (const reference of [
    "${env:NONE}",
    "${env:EMPTY}",
    "${env:toString}",
    "file:none",
    "file:folder",
    "file:empty",
    "file:huge",
    "file:pipe",
    "stored:none",
    "keychain:a-name-that-nobody-has-used",
  ]) {
    assert.equal(isReference(reference), true);
    const error = refusalOf(reference, root);
    assert.equal(error.code, "secret-missing");
    assert.ok(error.message.startsWith(`expected ${reference} to lead to a secret, got `), error.message);
    assert.ok(error.hint);
  }
});

test("a secret written in clear text is refused and not shown", (t) => {
  for (const reference of [CLEAR, "", "${env:}", `\${env:HOOK}${CLEAR}`, "FILE:secret", "file:"]) {
    assert.equal(isReference(reference), false);
    const error = refusalOf(reference, temporaryDirectory(t));
    assert.deepEqual([error.code, error.message], ["secret-missing", "expected a reference to a secret, got other text"]);
    assert.match(error.hint ?? "", /\$\{env:NAME\}/);
  }
});

test("a file that others than its owner can use is refused, also behind a link", (t) => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, "secret"), CLEAR);
  symlinkSync("secret", join(root, "link"));
  for (const mode of [0o640, 0o604, 0o644, 0o620, 0o601]) {
    chmodSync(join(root, "secret"), mode);
    for (const reference of ["file:secret", "file:link"]) {
      const error = refusalOf(reference, root);
      assert.equal(error.code, "secret-exposed");
      assert.match(error.message, new RegExp(`got the mode 0${mode.toString(8)}$`));
      assert.match(error.hint ?? "", /chmod 600/);
      assert.ok(!error.message.includes(CLEAR));
    }
  }
  chmodSync(join(root, "secret"), 0o400);
  assert.equal(readSecret("file:link", { env: {}, root, dataDirectory: root }), CLEAR);
});

function refusalOf(reference: string, root: string): ConfigError {
  try {
    readSecret(reference, { env: { EMPTY: "" }, root, dataDirectory: root });
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error(`expected ${reference} to be refused`);
}

test("a file that was handed over may be read by its group, or by all in a container's own place for secrets", () => {
  const root = 0;
  const [self, other] = [1000, root];
  for (const [path, mode, uid, isSafe] of [
    ["/etc/secrets/token", 0o400, self, true],
    ["/etc/secrets/token", 0o440, self, false],
    ["/etc/secrets/token", 0o440, other, true],
    ["/etc/secrets/token", 0o444, other, false],
    ["/run/secrets/token", 0o444, other, true],
    ["/run/secrets-of-somebody/token", 0o444, other, false],
  ] as const) {
    assert.equal(isHandedSafely(path, { mode, uid }, self), isSafe, `${path} ${mode.toString(8)} of ${uid}`);
  }
});
