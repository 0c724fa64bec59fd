import assert from "node:assert/strict";
import { test } from "node:test";
import { imapService } from "../../src/connections/imap/index.ts";
import type { ImapConnection } from "../../src/core/connection.ts";
import { IMAP_PASSWORD, startImapServer } from "../support/imap-server.ts";
import { refusalOf } from "../support/refusal.ts";

function check(connection: ImapConnection, password = IMAP_PASSWORD, signal = AbortSignal.timeout(8_000)) {
  return imapService.check(connection, { readSecret: () => password, now: 0, signal });
}

test("a mailbox that takes the password says who reads there, and is left as it was", async (context) => {
  const server = await startImapServer();
  context.after(() => server.close());
  server.deliver("Subject: a\r\n\r\n");
  assert.deepEqual(await check(server.connection), {
    name: `sam@home.example at 127.0.0.1:${server.port}, not encrypted, on this machine`,
    remarks: ["The inbox holds 1 letter.", "It tells of new mail at once."],
  });
  assert.ok(server.commands.some((command) => command.startsWith("EXAMINE")));
  server.capabilities = ["IMAP4rev1"];
  assert.match((await check(server.connection)).remarks[1] ?? "", /is asked for it/);
});

test("whatever stands in the way is told with the way out, and never with what was sent", async (context) => {
  const server = await startImapServer();
  context.after(() => server.close());
  const { connection } = server;
  const wrong = await refusalOf(check(connection, "canary-wrong"));
  assert.deepEqual(
    [wrong.code, wrong.message],
    ["reauth-needed", `expected 127.0.0.1:${server.port} to take the user and the password, got a refusal`],
  );
  assert.match(wrong.hint ?? "", /https:\/\/myaccount\.google\.com\/apppasswords for Gmail/);
  for (const security of ["tls", "starttls"] as const) {
    const { code, message } = await refusalOf(check({ ...connection, security }));
    assert.deepEqual(
      [code, message],
      ["connection-refused", `expected 127.0.0.1:${server.port} to be encrypted by ${security}, got another way`],
    );
  }
  const nowhere = await refusalOf(check({ ...connection, security: "tls", host: "no-such-host.invalid" }));
  assert.deepEqual(
    [nowhere.code, nowhere.message],
    ["connection-unreachable", "expected no-such-host.invalid to be a server, got no such name"],
  );
  assert.equal((await refusalOf(check({ ...connection, port: 1 }))).code, "connection-unreachable");
  assert.equal((await refusalOf(check({ ...connection, host: "mail.example.com" }))).code, "imap-unencrypted");
  server.faults = [{ command: "LOGIN", does: { no: "[LIMIT] canary too many" } }];
  assert.equal((await refusalOf(check(connection))).code, "connection-unreachable");
  server.faults = [{ command: "LOGIN", does: "hang" }];
  assert.equal((await refusalOf(check(connection, IMAP_PASSWORD, AbortSignal.timeout(80)))).code, "connection-unreachable");
});

test("the servers of providers that many people have are known by the address", () => {
  const usual = (key: string, given: Record<string, string>) =>
    imapService.questions.find((question) => question.key === key)?.usual?.(given);
  assert.equal(usual("host", { user: "sam@GMX.net" }), "imap.gmx.net");
  assert.equal(usual("host", { user: "sam@home.example" }), undefined);
  assert.deepEqual([usual("security", { port: "143" }), usual("security", { port: "993" })], ["starttls", "tls"]);
});
