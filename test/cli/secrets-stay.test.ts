import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { text } from "node:stream/consumers";
import { createRedactor } from "../../src/lib/redact.ts";
import { chief, makeFolder, plainEnvironment, spawnChief, watchDaemon, writeFiles } from "../support/chief.ts";
import { startMailServer } from "../support/mail-server.ts";

const NAMES = ["SLACK", "GITHUB", "GOOGLE_CLIENT", "GOOGLE_REFRESH", "SMTP", "HOOK", "PING"] as const;
const ACCESS_TOKEN = "canary-access-qvxzk81723";
const env = Object.fromEntries(NAMES.map((name) => [name, `canary-${name.toLowerCase()}-qvxzk${name.length}7723`]));
const canaries = createRedactor([...Object.values(env), ACCESS_TOKEN]);

/** A service that refuses everything, and answers with all that it was sent, in several encodings. */
async function startEcho(test: TestContext, status: number): Promise<string> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const said = `${request.url} ${JSON.stringify(request.headers)} ${decodeURIComponent(body.replaceAll("+", " ").replaceAll(/%(?![\da-f]{2})/gi, "%25"))}`;
      heard.push(said);
      const echo = `${said} ${Buffer.from(said).toString("base64")} ${Buffer.from(said).toString("hex")} ${encodeURIComponent(said)}`;
      const isToken = request.url === "/token" && status !== 401;
      response.writeHead(isToken ? 200 : status, {
        "content-type": "application/json",
        "x-echo": encodeURIComponent(said).slice(0, 2_000),
      });
      const refusal = {
        ok: false,
        error: echo,
        message: echo,
        error_description: echo,
        id: echo,
        errors: [{ reason: echo, message: echo }],
      };
      response.end(JSON.stringify(isToken ? { access_token: ACCESS_TOKEN, expires_in: 3_600, token_type: "Bearer" } : refusal));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    // A secret that nobody sent would be found nowhere for the wrong reason.
    for (const name of ["SLACK", "GITHUB", "GOOGLE_REFRESH", "PING"]) {
      const isHeard = heard.some((said) => said.includes(env[name] ?? ""));
      assert.ok(isHeard, name);
    }
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port, got none");
  return `http://127.0.0.1:${address.port}`;
}

for (const status of [200, 400, 401, 403, 500]) {
  test(`A secret that services answer with, with status ${status}, is told and kept nowhere`, async (t) => {
    const url = await startEcho(t, status);
    const words = `${env["SMTP"]} ${Buffer.from(`\0chief\0${env["SMTP"]}`).toString("base64")}`;
    const mail = await startMailServer({
      answer: (place) => (place === "sign-in" ? undefined : place === "recipient" ? `550 5.1.1 ${words}` : undefined),
    });
    t.after(() => mail.close());
    const folder = makeFolder(t);
    writeFiles(folder, {
      "config/chief.yaml": `timezone: UTC
log: debug
connections:
  acme: { kind: slack, token: "\${env:SLACK}", api: "${url}/slack/" }
  code: { kind: github, token: "\${env:GITHUB}", api: "${url}/github" }
  ana:
    { kind: google, clientId: ana, clientSecret: "\${env:GOOGLE_CLIENT}", refreshToken: "\${env:GOOGLE_REFRESH}", api: "${url}/google/",
      oauth: { authorizeUrl: "${url}/authorize", tokenUrl: "${url}/token", revokeUrl: "${url}/revoke" } }
  office: { kind: smtp, host: 127.0.0.1, port: ${mail.port}, security: none, from: "Chief <chief@example.com>", user: chief, password: "\${env:SMTP}" }
webhooks: { team: { url: "${url}/hook/team", secret: "\${env:HOOK}" } }
pings: { watch: "\${env:PING_URL}" }
`,
      "config/people.yaml": "me: { name: Sam Rivera, emails: [sam@example.com], accounts: { slack: U0123456789 } }\n",
      "automations/morning.md": `---
name: Morning
reads: [slack, gmail, github, google-calendar, files: { paths: [tasks] }]
writes: [console, slack: { to: me }, email: { to: [me] }, webhook: { to: team }]
when: always
retries: 0
ping: watch
---

Tell me what needs me.
`,
      "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
    });
    const all = { ...plainEnvironment, ...env, PING_URL: `${url}/ping/${env["PING"]}` };
    const said: string[] = [];
    for (const words of [["run", "morning"], ["doctor"], ["connections"]]) {
      const { stdout, stderr } = await watchDaemon(t, spawnChief(folder, words, all)).ended;
      said.push(stdout, stderr);
    }
    const daemon = watchDaemon(t, spawnChief(folder, ["start"], all));
    await daemon.says(/Chief is running/);
    await chief(folder, "run", "morning");
    for (const words of [["messages"], ["logs"], ["show", "morning", "--json"]]) {
      said.push(...Object.values(await chief(folder, ...words)).map(String));
    }
    daemon.kill("SIGTERM");
    const { stdout, stderr } = await daemon.ended;
    said.push(stdout, stderr);
    assert.match(said.join(""), /could not be/);
    for (const words of said) assert.ok(!canaries.find(words), words);
    for (const name of readdirSync(join(folder, "data"))) assertClean(join(folder, "data", name));
  });
}

function assertClean(path: string): void {
  for (const encoding of ["utf8", "latin1"] as const) {
    const found = readFileSync(path, encoding);
    assert.ok(!canaries.find(found), `${path} holds a secret`);
  }
}
