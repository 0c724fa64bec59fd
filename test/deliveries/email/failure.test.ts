import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, it, type TestContext } from "node:test";
import { setDefaultCACertificates } from "node:tls";
import type { SmtpConnection } from "../../../src/core/connection.ts";
import { ChiefError } from "../../../src/core/errors.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { startMailServer, type Place } from "../../support/mail-server.ts";
import { receiverBy, secret, SECRETS, send, serverFor } from "./world.ts";

const BY_PASSWORD = { user: "chief@example.com", password: secret("PASSWORD") };
/** No name of a host: nobody on the network has to be asked for it. */
const NO_NAME = `${"x".repeat(64)}.example.com`;
const certificate = makeCertificate();

const sayingAt = (place: Place, line: string) => ({ answer: (at: Place) => (at === place ? line : undefined) });

describe("a mail server that says no", () => {
  const refusals = [
    ["greeting", "421 4.3.2 Too busy", "TransientError", "email-busy", /tried again/],
    ["sign-in", "535 5.7.8 Authentication failed", "PermanentError", "reauth-needed", /app password/],
    ["sign-in", "454 4.7.0 Temporary authentication failure", "TransientError", "email-busy", /tried again/],
    ["sender", "530 5.7.0 Authentication required", "PermanentError", "reauth-needed", /user and password/],
    ["sender", "553 5.7.1 Sender address rejected: not owned by user", "PermanentError", "email-refused", /`from` of the connection/],
    ["sender", "552 5.3.4 Message size exceeds fixed limit", "PermanentError", "email-too-large", /another server/],
    ["recipient", "550 5.1.1 No such user", "PermanentError", "email-refused", /address of me in config\/people\.yaml/],
    ["recipient", "451 4.7.1 Greylisted, try again in 5 minutes", "TransientError", "email-busy", /tried again/],
    ["recipient", "452 4.2.2 Mailbox full", "TransientError", "email-full", /Make room/],
    ["recipient", "552 5.2.2 Mailbox full", "PermanentError", "email-full", /Make room/],
    ["recipient", "552 Requested mail action aborted: exceeded storage allocation", "PermanentError", "email-full", /Make room/],
    ["mail", "552 Message exceeds the size it may have", "PermanentError", "email-too-large", /another server/],
    ["mail", "554 5.7.1 Looks like spam", "PermanentError", "email-refused", /server's answer/],
    ["mail", "451 4.3.0 Try again later", "TransientError", "email-busy", /tried again/],
    ["mail", "421 4.3.2 Shutting down", "TransientError", "email-busy", /tried again/],
  ] as const;
  for (const [place, line, name, code, hint] of refusals) {
    it(`at the ${place} with "${line}" has not got the mail: ${code}`, async (test) => {
      const { server, receiver } = await serverFor(test, sayingAt(place, line), { connection: BY_PASSWORD });
      await assert.rejects(send(receiver), { name, code, hint });
      assert.deepEqual(server.received, []);
    });
  }

  it("is quoted, but for what it says to a wrong password", async (test) => {
    const { receiver } = await serverFor(test, sayingAt("recipient", "550 5.1.1 Nobody of that name at https://example.com"));
    await assert.rejects(send(receiver), {
      message: "expected the mail server office to take the mail for me, got 550 5.1.1 Nobody of that name at https[:]//example[.]com",
    });
    const refusing = await serverFor(test, sayingAt("sign-in", `535 5.7.8 ${SECRETS.PASSWORD} is wrong`), { connection: BY_PASSWORD });
    await assert.rejects(send(refusing.receiver), { message: "expected the mail server office to let us sign in, got 535 5.7.8" });
  });

  it("takes no mail that is larger than it says", async (test) => {
    const { server, receiver } = await serverFor(test, {}, { server: { size: 1_000 } });
    await assert.rejects(send(receiver), { name: "PermanentError", code: "email-too-large" });
    assert.deepEqual(server.received, []);
  });

  it("to some only has given it to the others, and both are told", async (test) => {
    for (const pipelining of [true, false]) {
      const plan = {
        answer: (place: Place, about: string) => (place === "recipient" && about.startsWith("ana") ? "550 5.1.1 No such user" : undefined),
      };
      const { server, receiver } = await serverFor(test, plan, { to: ["me", "ana"], server: { hidePIPELINING: !pipelining } });
      await assert.rejects(send(receiver), {
        ...{ name: "PermanentError", code: "email-partly-refused" },
        message: "expected the mail server office to take the mail for all, got a no for ana: 550 5.1.1 No such user",
        hint: "me has it. Check the address of ana in config/people.yaml, and pass it on by hand.",
      });
      assert.deepEqual(
        server.received.map(({ to }) => to),
        [["sam@example.com"]],
      );
    }
  });
});

describe("a connection that is lost", () => {
  for (const place of ["greeting", "sign-in", "sender", "recipient"] as const) {
    it(`at the ${place} leaves no doubt: nothing was sent`, async (test) => {
      const { server, receiver } = await serverFor(test, { drops: (at) => at === place }, { connection: BY_PASSWORD });
      await assert.rejects(send(receiver), { name: "TransientError", code: "email-unreachable", hint: /network/ });
      assert.deepEqual(server.received, []);
    });
  }

  for (const [place, stored] of [
    ["mail", 0],
    ["after", 1],
  ] as const) {
    it(`once the mail is out leaves a doubt, whether it was stored (${stored}) or not`, async (test) => {
      const { server, receiver } = await serverFor(test, { drops: (at) => at === place });
      await assert.rejects(send(receiver), { name: "TransientError", code: "delivery-unsure" });
      assert.equal(server.received.length, stored);
    });
  }

  it("in the midst of a mail leaves no doubt, since its end never went out", async (test) => {
    const port = await serverThat(test, "breaks off");
    await assert.rejects(send(receiverBy(connectionTo(port))), { name: "TransientError", code: "email-unreachable" });
  });

  it("by being told to stop leaves a doubt only where the mail is out", async (test) => {
    const stop = new AbortController();
    const { server, receiver } = await serverFor(test, { beforeStoring: () => stop.abort(new Error("told to stop")) });
    await assert.rejects(send(receiver, { signal: stop.signal }), { code: "delivery-unsure" });
    assert.equal(server.received.length, 1);
    const early = new AbortController();
    const other = await serverFor(test, {
      answer(place) {
        if (place === "recipient") early.abort(new Error("told to stop"));
        return undefined;
      },
    });
    await assert.rejects(send(other.receiver, { signal: early.signal }), { code: "email-unreachable" });
    assert.deepEqual(other.server.received, []);
  });
});

describe("a mail server that can't be reached", () => {
  it("leaves no doubt", async (test) => {
    const server = await startMailServer();
    await server.close();
    await assert.rejects(send(receiverBy(server.connection())), { name: "TransientError", code: "email-unreachable" });
    await assert.rejects(send(receiverBy(connectionTo(25, { host: NO_NAME, security: "tls" }))), {
      ...{ name: "TransientError", code: "email-unreachable", message: /got no such name$/ },
    });
    await assert.rejects(send(receiverBy(connectionTo(await serverThat(test, "speaks nonsense")))), {
      ...{ name: "TransientError", code: "email-unreachable", message: /got something else than mail's protocol$/ },
    });
  });

  it("is not spoken to in the clear, unless it is this machine", async () => {
    await assert.rejects(send(receiverBy(connectionTo(25, { host: "smtp.example.com" }))), {
      ...{ name: "ConfigError", code: "smtp-unencrypted", hint: /starttls or tls/ },
    });
    await assert.rejects(send(receiverBy(connectionTo(25, { host: "127.0.0.1.example.com" }))), { code: "smtp-unencrypted" });
  });
});

describe("the encryption of a mail server", () => {
  it("has to be there, and as the connection says", async (test) => {
    const { server, receiver } = await serverFor(test, {}, { connection: { security: "starttls", ...BY_PASSWORD } });
    await assert.rejects(send(receiver), { name: "PermanentError", code: "email-encryption", hint: /465/ });
    await assert.rejects(send(receiverBy(server.connection({ security: "tls", ...BY_PASSWORD }))), { code: "email-encryption" });
    assert.deepEqual([server.signedIn, server.received], [[], []]);
  });

  it("has to be by a certificate that is trusted", async (test) => {
    for (const security of ["tls", "starttls"] as const) {
      const encrypted = { server: { ...certificate, secure: security === "tls" }, connection: { security, ...BY_PASSWORD } };
      const { server, receiver } = await serverFor(test, {}, encrypted);
      await assert.rejects(send(receiver), { name: "PermanentError", code: "email-certificate", hint: /NODE_EXTRA_CA_CERTS/ });
      assert.deepEqual([server.signedIn, server.received], [[], []]);
    }
  });

  it("carries user, password and mail once it is", async (test) => {
    setDefaultCACertificates([certificate.cert]);
    for (const security of ["tls", "starttls"] as const) {
      const encrypted = {
        server: { ...certificate, secure: security === "tls" },
        connection: { security, host: "localhost", ...BY_PASSWORD },
      };
      const { server, receiver } = await serverFor(test, {}, encrypted);
      await send(receiver);
      assert.deepEqual(server.signedIn, [`chief@example.com ${SECRETS.PASSWORD}`]);
      assert.deepEqual(
        server.received.map(({ secure }) => secure),
        [true],
      );
    }
  });
});

describe("signing in with OAuth2", () => {
  const by = (tokenUrl: string) => ({
    user: "chief@example.com",
    oauth2: { clientId: "chief", clientSecret: secret("CLIENT"), refreshToken: secret("REFRESH"), tokenUrl },
  });

  it("gets a token for the refresh token, and signs in with that", async (test) => {
    const { url, asked } = await tokenServer(test, 200, { access_token: "fresh-token", expires_in: 3_600 });
    const { server, receiver } = await serverFor(test, {}, { connection: by(url) });
    await send(receiver);
    assert.deepEqual(server.signedIn, ["chief@example.com fresh-token"]);
    const form = new URLSearchParams(asked[0]);
    assert.deepEqual([form.get("grant_type"), form.get("refresh_token")], ["refresh_token", SECRETS.REFRESH]);
  });

  it("fails for good where the refresh token is gone, and for now where nobody answers", async (test) => {
    const gone = await tokenServer(test, 400, { error: "invalid_grant", error_description: `expired: ${SECRETS.REFRESH}` });
    const { receiver } = await serverFor(test, {}, { connection: by(gone.url) });
    await assert.rejects(send(receiver), {
      ...{
        name: "PermanentError",
        code: "reauth-needed",
        message: /refresh token of the connection office to be taken, got invalid_grant$/,
      },
    });
    const broken = await tokenServer(test, 500, "broken");
    const other = await serverFor(test, {}, { connection: by(broken.url) });
    await assert.rejects(send(other.receiver), { name: "TransientError", code: "email-token", hint: /tokenUrl/ });
  });

  it("fails for good where the server wants no such token", async (test) => {
    const { url } = await tokenServer(test, 200, { access_token: "fresh-token", expires_in: 3_600 });
    const { receiver } = await serverFor(test, sayingAt("sign-in", "535 5.7.8 Bad token"), { connection: by(url) });
    await assert.rejects(send(receiver), { name: "PermanentError", code: "reauth-needed" });
  });
});

describe("a secret", () => {
  it("is in no error, nor in its cause", async (test) => {
    const gone = await tokenServer(test, 400, { error: "invalid_grant", error_description: `${SECRETS.CLIENT} ${SECRETS.REFRESH}` });
    const oauth2 = { clientId: "chief", clientSecret: secret("CLIENT"), refreshToken: secret("REFRESH"), tokenUrl: gone.url };
    const [, echoed] = [SECRETS.PASSWORD, Buffer.from(`\0chief@example.com\0${SECRETS.PASSWORD}`).toString("base64")];
    const failing = await Promise.all([
      serverFor(test, sayingAt("sign-in", `535 5.7.8 ${SECRETS.PASSWORD} ${echoed}`), { connection: BY_PASSWORD }),
      serverFor(test, { drops: (at) => at === "sign-in" }, { connection: BY_PASSWORD }),
      serverFor(test, { drops: (at) => at === "after" }, { connection: BY_PASSWORD }),
      serverFor(test, {}, { connection: { user: "chief@example.com", oauth2 } }),
    ]);
    for (const { receiver } of failing) {
      const error: unknown = await send(receiver).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof ChiefError, String(error));
      const told = [error.message, error.hint, error.stack, JSON.stringify(error), String(error.cause)].join("\n");
      for (const each of [...Object.values(SECRETS), echoed]) assert.ok(!told.includes(each), told);
    }
  });

  it("that is missing is told before anything is sent", async (test) => {
    // oxlint-disable-next-line no-template-curly-in-string -- as people write it
    const { server, receiver } = await serverFor(test, {}, { connection: { user: "me", password: "${env:NO_SUCH}" } });
    await assert.rejects(send(receiver), { name: "ConfigError", code: "secret-missing" });
    assert.deepEqual(server.received, []);
  });
});

function connectionTo(port: number, changes: Partial<SmtpConnection> = {}): SmtpConnection {
  return { kind: "smtp", host: "127.0.0.1", port, security: "none", from: "chief@example.com", ...changes };
}

/** A server of tokens that answers as told, and keeps what it was asked. */
async function tokenServer(test: TestContext, status: number, body: unknown): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((form) => {
      asked.push(form);
      response.writeHead(status, { "content-type": "application/json" }).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  const port = await listen(test, server);
  return { url: `http://127.0.0.1:${port}/token`, asked };
}

/** A server that asks for the mail and goes away at its first bytes, leaving the rest unread; or that speaks something else. */
function serverThat(test: TestContext, how: "breaks off" | "speaks nonsense"): Promise<number> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.write(how === "breaks off" ? "220 ready\r\n" : "SSH-2.0-OpenSSH_9.2\r\n");
    socket.on("data", (chunk) => {
      if (/^DATA/m.test(chunk.toString())) socket.resetAndDestroy();
      else socket.write("250 yes\r\n");
    });
  });
  return listen(test, server);
}

async function listen(test: TestContext, server: ReturnType<typeof createTcpServer>): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
