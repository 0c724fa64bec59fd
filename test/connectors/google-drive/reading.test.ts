import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { createGoogleDriveConnector } from "../../../src/connectors/google-drive/index.ts";
import { commentsIn, documentsIn } from "../../../src/core/kinds/document.ts";
import type { FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { startDrive, type DriveFault, type DriveFile, type DriveServer } from "../../support/google-drive-server.ts";
import { contextFor } from "../contract.ts";
import { WEEK } from "../workspaces.ts";

const ANA = { displayName: "Ana", emailAddress: "ana@example.com", me: true };
const SAM = { displayName: "Sam Rivera", emailAddress: "sam@example.com", me: false };

const fileOf = (id: string, changes: Partial<DriveFile> = {}): DriveFile => ({
  ...{ id, name: `File ${id}`, mimeType: "application/vnd.google-apps.document", modifiedTime: "2026-11-17T09:30:00.000Z" },
  ...{ webViewLink: `https://docs.google.com/document/d/${id}/edit?usp=drivesdk`, lastModifyingUser: SAM, owners: [ANA] },
  ...changes,
});

const commentOf = (id: string, changes: object = {}): object => ({
  ...{ id, content: "Can you check this, @ana@example.com?", author: { displayName: "Sam Rivera", me: false } },
  ...{ createdTime: "2026-11-18T10:00:00.000Z", modifiedTime: "2026-11-18T10:00:00.000Z", resolved: false },
  ...{ mentionedEmailAddresses: ["ana@example.com"], replies: [] },
  ...changes,
});

async function world(t: TestContext, files: DriveFile[], comments: Readonly<Record<string, object[]>> = {}) {
  const drive = await startDrive();
  t.after(() => drive.close());
  drive.files = files;
  drive.comments = new Map(Object.entries(comments));
  return drive;
}

function fetch(drive: DriveServer, options: object = {}, changes: Partial<FetchContext<unknown>> = {}): Promise<Fetched> {
  const connector = createGoogleDriveConnector(drive.accounts);
  const context = contextFor(connector, { root: "/", options: { connection: "ana", ...options }, window: WEEK }, changes);
  return connector.fetch({ ...context, options: connector.schema.parse(context.options) });
}

describe("documents", () => {
  it("are told where others changed or shared them, and not where only I did", async (t) => {
    const drive = await world(t, [
      fileOf("changed"),
      fileOf("mine", { lastModifyingUser: ANA }),
      fileOf("shared", {
        ...{ modifiedTime: "2025-01-01T00:00:00Z", sharedWithMeTime: "2026-11-18T11:00:00+01:00" },
        ...{ sharingUser: SAM, mimeType: "application/pdf" },
      }),
      fileOf("old", { modifiedTime: "2026-10-01T00:00:00.000Z", sharedWithMeTime: "2026-10-01T00:00:00.000Z" }),
    ]);
    const { items, failures, notes } = await fetch(drive);
    assert.deepEqual([failures, notes], [[], []]);
    assert.deepEqual(
      documentsIn(items).map(({ item, type, modifiedBy, sharedAt }) => [item.title, item.ts, type, modifiedBy, sharedAt]),
      [
        ["File changed", "2026-11-17T09:30:00.000Z", "document", "Sam Rivera", null],
        ["File shared", "2026-11-18T10:00:00.000Z", "PDF", "Sam Rivera", "2026-11-18T10:00:00.000Z"],
      ],
    );
    assert.deepEqual(items[0]?.actors, [
      { name: "Sam Rivera", email: "sam@example.com", role: "editor" },
      { name: "Ana", email: "ana@example.com", role: "owner" },
    ]);
  });

  it("come in pages until they are older than two weeks, in the fewest calls, none of which writes", async (t) => {
    const files = Array.from({ length: 250 }, (_, index) =>
      fileOf(`f${index}`, { modifiedTime: new Date(Date.parse(WEEK.to) - index * 60_000).toISOString() }),
    );
    const drive = await world(t, files);
    const { items, notes } = await fetch(drive, { max: 1000 });
    assert.equal(documentsIn(items).length, 250);
    assert.deepEqual(notes, ["Read comments in the newest 50 documents only."]);
    const counts = Map.groupBy(drive.calls, (call) => call.replace(/files\/.*/, "files/ID"));
    assert.deepEqual(
      [...counts].map(([call, { length }]) => [call, length]),
      [
        ["POST /token", 1],
        ["GET /drive/v3/about", 1],
        ["GET /drive/v3/files", 4],
        ["GET /drive/v3/files/ID", 50],
      ],
    );
  });
});

describe("comments", () => {
  it("that name me and are open are told with what they stand beside, and a link that opens them", async (t) => {
    const drive = await world(t, [fileOf("plan", { lastModifyingUser: ANA })], {
      plan: [commentOf("c1", { quotedFileContent: { value: "We launch on Monday." }, assigneeEmailAddress: "Ana@example.com" })],
    });
    const { items } = await fetch(drive);
    const [comment] = commentsIn(items);
    assert.equal(items.length, 1);
    assert.deepEqual(
      { ...comment, item: undefined },
      { ...{ item: undefined, document: "plan", comment: "c1", documentTitle: "File plan" }, replies: 0, answered: false, assigned: true },
    );
    assert.equal(comment?.item.body, "We launch on Monday.\n\nCan you check this, @ana@example.com?");
    assert.deepEqual(comment?.item.quoteSpans, [[0, 20]]);
    assert.equal(comment?.item.url, "https://docs.google.com/document/d/plan/edit?usp=drivesdk&disco=c1");
  });

  it("that are settled, name others, are mine, or too old, are not told", async (t) => {
    const others = { content: "@sam@example.com?", mentionedEmailAddresses: ["sam@example.com"] };
    const drive = await world(t, [fileOf("plan")], {
      plan: [
        commentOf("settled", { resolved: true }),
        commentOf("others", others),
        commentOf("mine", { author: { displayName: "Ana", me: true } }),
        commentOf("old", { createdTime: "2026-10-01T10:00:00.000Z" }),
        commentOf("taken back", { deleted: true, content: "" }),
      ],
    });
    assert.deepEqual(commentsIn((await fetch(drive)).items), []);
  });

  it("that name me in an answer, or in their words only, are told, and so is whether I have answered since", async (t) => {
    const answer = { content: "Done.", author: { displayName: "Ana", me: true }, createdTime: "2026-11-18T12:00:00.000Z" };
    const named = {
      ...answer,
      content: "+ana@example.com, you know that",
      author: { displayName: "Sam" },
      createdTime: "2026-11-18T11:00:00Z",
    };
    const words = { content: "Who knows?", mentionedEmailAddresses: [] };
    const drive = await world(t, [fileOf("plan")], {
      plan: [commentOf("open", { ...words, replies: [named] }), commentOf("answered", { ...words, replies: [named, answer] })],
    });
    assert.deepEqual(
      commentsIn((await fetch(drive)).items).map(({ comment, answered, item }) => [comment, answered, item.ts]),
      [
        ["answered", true, "2026-11-18T11:00:00.000Z"],
        ["open", false, "2026-11-18T11:00:00.000Z"],
      ],
    );
  });

  it("that I may not see are nothing to tell; any other refusal is named, and all else is read", async (t) => {
    const drive = await world(t, [fileOf("seen"), fileOf("hidden"), fileOf("odd")], { seen: [commentOf("c1")] });
    const refusal = (reason: string): DriveFault => ({ status: 403, body: { error: { errors: [{ reason }] } } });
    drive.faultOf = (path) => {
      if (path.includes("/hidden/")) return refusal("insufficientFilePermissions");
      return path.includes("/odd/") ? refusal("domainPolicy") : undefined;
    };
    const { items, failures } = await fetch(drive);
    assert.deepEqual([documentsIn(items).length, commentsIn(items).length], [3, 1]);
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["comments in File odd: Google refuses it with status 403, domainPolicy"],
    );
  });
});

describe("entries that can't be understood", () => {
  it("are counted as a failure, and the others are told", async (t) => {
    const drive = await world(t, [fileOf("plan"), { id: "when", modifiedTime: "2026-11-17 soon" }]);
    const { items, failures } = await fetch(drive);
    assert.deepEqual(
      documentsIn(items).map(({ document }) => document),
      ["plan"],
    );
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["documents that have changed: expected every entry to have an id and a time, got 1 entry without"],
    );
  });

  it("hide no other comment or answer", async (t) => {
    const named = { content: "@ana@example.com?", author: { displayName: "Sam" }, createdTime: "2026-11-18T11:00:00Z" };
    const words = { content: "Who knows?", mentionedEmailAddresses: [] };
    const drive = await world(t, [fileOf("plan")], {
      plan: [commentOf("open", { ...words, replies: [{ content: "no time" }, named, null] }), { id: "none" }],
    });
    const { items, failures } = await fetch(drive);
    assert.deepEqual(
      commentsIn(items).map(({ comment, replies }) => [comment, replies]),
      [["open", 1]],
    );
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["comments in File plan: expected every entry to have an id and a time, got 3 entries without"],
    );
  });
});

/** What Google says, and what becomes of the whole. */
const FAILURES: Readonly<Record<string, readonly [path: string, fault: DriveFault, expected: object]>> = {
  "a sign-in that has ended": [
    "/token",
    { status: 400, body: { error: "invalid_grant" } },
    { name: "PermanentError", code: "reauth-needed", hint: "Sign in again with `chief connect google ana`." },
  ],
  "a permission that is missing": [
    "/drive/v3/files",
    { status: 403, body: { error: { errors: [{ reason: "insufficientPermissions" }] } } },
    {
      ...{ name: "PermanentError", code: "google-refused" },
      hint: "Sign in again with `chief connect google ana --replace`, and leave every box ticked.",
    },
  ],
  "the wish for a pause": [
    "/drive/v3/files",
    { status: 429, body: { error: { errors: [{ reason: "rateLimitExceeded" }] } }, headers: { "retry-after": "7" } },
    { name: "TransientError", code: "google-busy", retryAfterMs: 7_000 },
  ],
  "trouble at Google": ["/drive/v3/about", { status: 503, body: "" }, { name: "TransientError", code: "google-unreachable" }],
  "trouble where tokens are fetched": ["/token", { status: 503, body: "" }, { name: "TransientError", code: "google-unreachable" }],
  "a page of somebody in between where tokens are fetched": [
    "/token",
    { status: 200, body: "<html>Welcome</html>", headers: { "content-type": "text/html" } },
    { name: "TransientError" },
  ],
  "a token that is none": ["/token", { status: 200, body: { expires_in: 3599 } }, { name: "TransientError" }],
  "a page of somebody in between": [
    "/drive/v3/files",
    { status: 200, body: "<html>Welcome</html>", headers: { "content-type": "text/html" } },
    { name: "TransientError", code: "google-unreadable" },
  ],
  "half an answer": ["/drive/v3/files", { status: 200, body: {} }, { name: "TransientError", code: "google-unreadable" }],
};

for (const [name, [path, fault, expected]] of Object.entries(FAILURES)) {
  it(`${name} is never taken for nothing new`, async (t) => {
    const drive = await world(t, [fileOf("plan")]);
    drive.faultOf = (asked) => (asked === path ? fault : undefined);
    await assert.rejects(fetch(drive), (error: Error) => {
      assert.partialDeepStrictEqual({ ...error, name: error.name }, expected);
      assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}${String(error.cause)}`, /canary/);
      return true;
    });
    assert.equal(drive.calls.filter((call) => call.endsWith(path)).length, 1, "nothing is tried twice");
  });
}

for (const [what, path] of [
  ["documents", "/drive/v3/files"],
  ["comments", "/drive/v3/files/plan/comments"],
] as const) {
  it(`a list of ${what} that leads to itself is left, and never taken for nothing new`, async (t) => {
    const drive = await world(t, [fileOf("plan")]);
    const circle = { status: 200, body: { files: [], comments: [], nextPageToken: "again" } };
    drive.faultOf = (asked) => (asked === path ? circle : undefined);
    await assert.rejects(fetch(drive), { name: "TransientError", code: "google-unreadable", message: /expected a list of Google to end/ });
    assert.equal(drive.calls.filter((call) => call.endsWith(path)).length, 2);
  });
}

it("ends at once when it is stopped while Google hangs", async (t) => {
  const drive = await world(t, [fileOf("plan")], {});
  drive.faultOf = (path) => (path.endsWith("/comments") ? "hangs" : undefined);
  const stop = new AbortController();
  const fetched = fetch(drive, {}, { signal: stop.signal });
  await Promise.race([drive.hanging, fetched]);
  stop.abort(new Error("told to stop"));
  await assert.rejects(fetched, /told to stop/);
});
