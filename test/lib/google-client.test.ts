import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { test, type TestContext } from "node:test";
import { googleService } from "../../src/connections/google/index.ts";
import type { GoogleConnection } from "../../src/core/connection.ts";
import { createGoogleAuth, openGoogle } from "../../src/lib/google-client.ts";

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

test("what is sent to Google goes nowhere else, whoever says that it should", async (t) => {
  const elsewhere: string[] = [];
  const other = await serve(t, (request, response) => {
    elsewhere.push(request.url ?? "");
    response.writeHead(200, { "content-type": "application/json" }).end('{"access_token":"another"}');
  });
  const between = await serve(t, (request, response) => {
    response.writeHead(307, { location: `${other}${request.url}` }).end();
  });
  const oauth = { authorizeUrl: `${between}/auth`, tokenUrl: `${between}/token`, revokeUrl: `${between}/revoke` };
  const connection: GoogleConnection = {
    ...{ kind: "google", clientId: "the-client", api: `${between}/`, oauth },
    ...{ clientSecret: "stored:google.clientSecret", refreshToken: "stored:google.refreshToken" },
  };
  const context = { readSecret: () => "canary", signal: t.signal };
  const { auth } = await openGoogle(connection, context);
  await assert.rejects(auth.getAccessToken());
  await assert.rejects((await createGoogleAuth(connection, context)).getToken({ code: "4/code", codeVerifier: "verifier" }));
  await assert.rejects(googleService.revoke?.(connection, { ...context, now: 0 }) ?? Promise.resolve(), { code: "connection-unreachable" });
  auth.setCredentials({ access_token: "canary" });
  await assert.rejects(auth.request({ url: `${between}/gmail/v1/users/me/profile` }));
  assert.deepEqual(elsewhere, []);
});
