import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { createAddresses } from "../../src/config/addresses.ts";
import type { Accounts, GoogleConnection } from "../../src/core/connection.ts";
import { accountsOf } from "../../src/core/connection.ts";

/** A document as Drive tells of it: https://developers.google.com/workspace/drive/api/reference/rest/v3/files */
export interface DriveFile {
  id: string;
  modifiedTime: string;
  sharedWithMeTime?: string;
  [key: string]: unknown;
}

/** What a call is answered with instead; `hangs` never is. */
export type DriveFault = "hangs" | { status: number; body: unknown; headers?: Readonly<Record<string, string>> };

/** A small Google Drive, with what emulators lack: when a document was shared, who changed it, comments, and trouble. */
export interface DriveServer {
  /** `ana` leads here, `gone` to where nobody listens. */
  accounts: Accounts<"google">;
  /** Whose documents these are. */
  me: string;
  files: DriveFile[];
  /** By the id of their document. */
  comments: Map<string, object[]>;
  faultOf(path: string): DriveFault | undefined;
  /** Every call, with its method: `GET /drive/v3/files`. */
  calls: string[];
  /** Resolves once a caller is left hanging. */
  hanging: Promise<void>;
  close(): Promise<void>;
}

/** The access token that it hands out. */
export const DRIVE_TOKEN = "ya29.a-token-of-the-tests";
const SECRETS = { CLIENT: "canary-client-secret", REFRESH: "canary-refresh-token" };

/** Starts one on loopback; documents are those of `backend`, another server of Drive, where there is one. */
export async function startDrive({ backend }: { backend?: string } = {}): Promise<DriveServer> {
  const hanging = Promise.withResolvers<void>();
  const drive = { me: "ana@example.com", files: [], comments: new Map(), faultOf: () => undefined, calls: [] } satisfies Drive;
  const server = createServer((request, response) => {
    void answer(request, drive, backend).then((said) => {
      if (said === "hangs") return hanging.resolve();
      response.writeHead(said.status, { "content-type": "application/json", ...said.headers });
      response.end(typeof said.body === "string" ? said.body : JSON.stringify(said.body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  return Object.assign(drive, {
    accounts: accountsAt(origin),
    hanging: hanging.promise,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  });
}

type Drive = Pick<DriveServer, "me" | "files" | "comments" | "faultOf" | "calls">;

function accountsAt(origin: string): Accounts<"google"> {
  const at = (root: string): GoogleConnection => ({
    ...{ kind: "google", clientId: "the-client", api: `${root}/` },
    ...{ clientSecret: "${env:CLIENT}", refreshToken: "${env:REFRESH}" }, // oxlint-disable-line no-template-curly-in-string -- as people write it
    oauth: { authorizeUrl: `${root}/auth`, tokenUrl: `${root}/token`, revokeUrl: `${root}/revoke` },
  });
  const connections = { ana: at(origin), gone: at("http://127.0.0.1:1") };
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections };
  return accountsOf("google", createAddresses(() => book, SECRETS).connections);
}

const UNKNOWN = { status: 401, body: { error: { errors: [{ reason: "authError" }] } } };

async function answer(request: IncomingMessage, drive: Drive, backend: string | undefined): Promise<DriveFault> {
  const { pathname, search, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  drive.calls.push(`${request.method} ${pathname}`);
  await text(request);
  const fault = drive.faultOf(pathname);
  if (fault) return fault;
  if (pathname === "/token") return { status: 200, body: { access_token: DRIVE_TOKEN, expires_in: 3599, token_type: "Bearer" } };
  if (request.headers.authorization !== `Bearer ${DRIVE_TOKEN}`) return UNKNOWN;
  if (pathname === "/drive/v3/about") return { status: 200, body: { user: { emailAddress: drive.me } } };
  if (pathname === "/drive/v3/files") {
    if (backend === undefined) return { status: 200, body: filesFor(searchParams, drive.files) };
    const said = await fetch(`${backend}${pathname}${search}`, { headers: { authorization: `Bearer ${DRIVE_TOKEN}` } });
    return { status: said.status, body: await said.text() };
  }
  const [, file = ""] = /^\/drive\/v3\/files\/([^/]+)\/comments$/.exec(pathname) ?? [];
  return { status: 200, body: pageOf("comments", drive.comments.get(file) ?? [], searchParams) };
}

/** As Drive reads the two questions that Chief asks: https://developers.google.com/workspace/drive/api/guides/ref-search-terms */
function filesFor(query: URLSearchParams, files: readonly DriveFile[]): object {
  const q = query.get("q") ?? "";
  const [, after = ""] = /modifiedTime > '([^']+)'/.exec(q) ?? [];
  const isShared = q.includes("sharedWithMe = true");
  const key = isShared ? "sharedWithMeTime" : "modifiedTime";
  if (query.get("orderBy") !== `${key} desc`) return { error: "the tests know no other order" };
  const found = files.filter((file) => (isShared ? file.sharedWithMeTime !== undefined : file.modifiedTime > after));
  return pageOf(
    "files",
    found.toSorted((a, b) => ((a[key] ?? "") < (b[key] ?? "") ? 1 : -1)),
    query,
  );
}

function pageOf(name: string, all: readonly object[], query: URLSearchParams): object {
  const start = Number(query.get("pageToken") ?? 0);
  const end = start + Number(query.get("pageSize") ?? 100);
  return { [name]: all.slice(start, end), ...(end < all.length && { nextPageToken: String(end) }) };
}
