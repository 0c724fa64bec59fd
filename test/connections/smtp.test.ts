import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createWebServer } from "node:http";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { smtpService } from "../../src/connections/smtp/index.ts";
import type { Account } from "../../src/connections/service.ts";
import type { SmtpConnection } from "../../src/core/connection.ts";
import { temporaryDirectory } from "../support/store.ts";
import { refusalOf } from "../support/refusal.ts";

const PASSWORD = "canary-password";
const PLAIN: SMTPServerOptions = { hideSTARTTLS: true, allowInsecureAuth: true };

/** A key and a certificate for localhost that nobody has signed. */
function makeCertificate(t: TestContext): { key: Buffer; cert: Buffer } {
  const directory = temporaryDirectory(t);
  const files = ["-keyout", join(directory, "key"), "-out", join(directory, "cert")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, ...files], { stdio: "ignore" });
  return { key: readFileSync(join(directory, "key")), cert: readFileSync(join(directory, "cert")) };
}

async function startServer(t: TestContext, options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      password === PASSWORD ? done(null, { user: username }) : done(new Error(`wrong password ${password}`)),
    onMailFrom: () => assert.fail("expected nothing to be sent"),
    ...options,
  });
  // A client that does not trust us breaks off, which is no fault of the server's.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  t.after(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  return port;
}

function check(t: TestContext, changes: Partial<SmtpConnection> & { port: number }, password = PASSWORD): Promise<Account> {
  const connection = {
    kind: "smtp",
    host: "localhost",
    from: "Chief <chief@example.com>",
    user: "me",
    password: "password",
    security: "none",
  } as const;
  return smtpService.check({ ...connection, ...changes }, { readSecret: () => password, now: 0, signal: t.signal });
}

test("a server that takes the password says who sends there, and gets no mail", async (t) => {
  const port = await startServer(t, PLAIN);
  assert.deepEqual(await check(t, { port }), {
    name: `me at localhost:${port}, not encrypted, on this machine`,
    remarks: ["Mail comes from Chief <chief@example.com>."],
  });
});

test("a server on this machine is taken to ask for no user, and any other for the sender's address", () => {
  const question = smtpService.questions.find(({ key }) => key === "user");
  const from = "Chief <chief@example.com>";
  assert.equal(question?.usual?.({ from, host: "localhost" }), undefined);
  assert.equal(question?.usual?.({ from, host: "smtp.example.com" }), "chief@example.com");
});

test("a server that asks for no user is entered without one", async (t) => {
  const port = await startServer(t, { ...PLAIN, authOptional: true });
  const connection: SmtpConnection = { kind: "smtp", host: "localhost", port, from: "a@example.com", security: "none" };
  const account = await smtpService.check(connection, { readSecret: () => assert.fail("expected no secret"), now: 0, signal: t.signal });
  assert.match(account.name, /^nobody in particular at localhost/);
});

test("a wrong password is refused, and not repeated even where the server does", async (t) => {
  const port = await startServer(t, PLAIN);
  const { code, message } = await refusalOf(check(t, { port }, "canary-wrong"));
  assert.deepEqual([code, message], ["reauth-needed", `expected localhost:${port} to take the user and the password, got a refusal (535)`]);
});

test("a server that is not ready is asked again later", async (t) => {
  const busy = Object.assign(new Error("come again"), { responseCode: 454 });
  const port = await startServer(t, { ...PLAIN, onAuth: (_auth, _session, done) => done(busy) });
  const { code, message } = await refusalOf(check(t, { port }));
  assert.deepEqual([code, message], ["connection-unreachable", `expected localhost:${port} to be ready, got the answer 454`]);
});

test("a certificate that this machine trusts is taken with TLS and with STARTTLS, and any other is refused before the password is sent", async (t) => {
  const certificate = makeCertificate(t);
  let signIns = 0;
  const onAuth: SMTPServerOptions["onAuth"] = ({ username }, _session, done) => {
    signIns += 1;
    done(null, { user: username });
  };
  const tls = await startServer(t, { ...certificate, secure: true, onAuth });
  const starttls = await startServer(t, { ...certificate, onAuth });
  for (const [port, security] of [
    [tls, "tls"],
    [starttls, "starttls"],
  ] as const) {
    const { code, message } = await refusalOf(check(t, { port, security }));
    assert.deepEqual(
      [code, message],
      ["connection-refused", `expected localhost:${port} to show a certificate that this machine trusts, got another one`],
    );
  }
  assert.equal(signIns, 0);
  const before = getCACertificates("default");
  t.after(() => setDefaultCACertificates(before));
  setDefaultCACertificates([...before, certificate.cert.toString()]);
  assert.match((await check(t, { port: tls, security: "tls" })).name, /, encrypted \(TLS\)$/);
  assert.match((await check(t, { port: starttls, security: "starttls" })).name, /, encrypted \(STARTTLS\)$/);
  assert.equal(signIns, 2);
});

test("a server that is encrypted in another way, or not at all, is told so before the password is sent", async (t) => {
  const plain = await startServer(t, { ...PLAIN, disabledCommands: ["STARTTLS"], onAuth: () => assert.fail("expected no password") });
  for (const security of ["starttls", "tls"] as const) {
    const { code, message } = await refusalOf(check(t, { port: plain, security }));
    assert.deepEqual(
      [code, message],
      ["connection-refused", `expected localhost:${plain} to be encrypted by ${security}, got another way`],
    );
  }
});

test("a server that is not there, or says nothing, can't be reached", async (t) => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const waiting = smtpService.check(
    { kind: "smtp", host: "localhost", port, from: "a@example.com", security: "none" },
    { readSecret: () => "", now: 0, signal: AbortSignal.timeout(50) },
  );
  assert.equal((await refusalOf(waiting)).code, "connection-unreachable");
  for (const socket of sockets) socket.destroy();
  silent.close();
  assert.equal((await refusalOf(check(t, { port: 1 }))).code, "connection-unreachable");
  const { code, message } = await refusalOf(check(t, { port: 25, host: "no-such-host.invalid", security: "starttls" }));
  assert.deepEqual([code, message], ["connection-unreachable", "expected no-such-host.invalid to be a server, got no such name"]);
});

test("with OAuth2 a token is fetched by the refresh token and shown to the server, and a refusal shows none of them", async (t) => {
  const tokens = createWebServer((request, response) => {
    void text(request).then((body) => {
      const isRight = new URLSearchParams(body).get("refresh_token") === PASSWORD;
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify(isRight ? { access_token: "canary-access", expires_in: 60 } : { error: "invalid_grant", error_description: body }),
      );
    });
  }).listen(0, "127.0.0.1");
  await once(tokens, "listening");
  t.after(() => void tokens.close());
  let shown: unknown;
  const port = await startServer(t, {
    ...PLAIN,
    authMethods: ["XOAUTH2"],
    onAuth({ username, accessToken }, _session, done) {
      shown = accessToken;
      done(null, { user: username });
    },
  });
  const tokenUrl = `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`;
  const oauth2 = { clientId: "id", clientSecret: "clientSecret", refreshToken: "refreshToken", tokenUrl };
  assert.match((await check(t, { port, oauth2 })).name, /^me at localhost/);
  assert.equal(shown, "canary-access");
  const { code, message } = await refusalOf(check(t, { port, oauth2 }, "canary-revoked"));
  assert.deepEqual([code, message], ["reauth-needed", `expected localhost:${port} to be entered with the refresh token, got a refusal`]);
});
