import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createMcpConnector } from "../../../src/connectors/mcp/index.ts";
import type { McpConnection } from "../../../src/core/connection.ts";
import { parseOwnJson } from "../../../src/lib/json.ts";
import { learnSecret } from "../../../src/lib/known-secrets.ts";
import { pinOf, type McpOffer } from "../../../src/lib/mcp/pin.ts";
import { accepted, accountsTo, programOf, secretOf } from "../../support/mcp/accounts.ts";
import { contextFor } from "../contract.ts";
import { launchOf } from "../../../src/lib/mcp/launch.ts";

const SCRIPT = join(import.meta.dirname, "../../support/mcp/hostile.ts");
const LOOK = { tools: [{ name: "look" }] };
const WINDOW = { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" };

function folderOf(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "chief-hostile-")));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function read(connection: McpConnection, options: object = LOOK, patienceMs = 10_000) {
  const connector = createMcpConnector(
    accountsTo(() => connection),
    { patienceMs },
  );
  const context = contextFor(
    { ...connector, fetch: async () => ({ items: [], failures: [], notes: [] }) },
    { root: "/", options, window: WINDOW },
  );
  return connector.fetch({ ...context, options: connector.schema.parse(options) });
}

/** What all of them show to whoever looks at them first. */
const LOOKS: McpOffer = {
  tools: [{ name: "look", description: "Looks.", inputSchema: { type: "object" }, annotations: { readOnlyHint: true } }],
  templates: [{ name: "Note", uriTemplate: "notes://team/{name}" }],
};

async function hostile(mode: string, words: readonly string[] = [], changes: Partial<McpConnection> = {}): Promise<McpConnection> {
  const connection = programOf(SCRIPT, [mode, ...words], changes);
  return { ...connection, readOnly: ["look"], pinned: await pinOf(connection, LOOKS) };
}

test("tools that change after they were accepted are told by name, and nothing is called", async (t) => {
  const folder = folderOf(t);
  const connection = await hostile("changes", [join(folder, "now")], { paths: [folder] });
  assert.equal((await read(connection)).items.length, 1);
  for (const [now, said] of [
    ["description", /got another: tools were changed: "look"$/],
    ["tool", /got another: tools were added: "look2"$/],
  ] as const) {
    writeFileSync(join(folder, "now"), now);
    await assert.rejects(read(connection), {
      name: "PermanentError",
      code: "mcp-changed",
      message: said,
      hint: /chief connect mcp house --replace/,
    });
  }
  await assert.rejects(read({ ...connection, args: [...connection.args, "--more"] }), {
    code: "mcp-changed",
    message: /the program or its words/,
  });
  const { pinned: _, ...unseen } = connection;
  await assert.rejects(read(unseen), { code: "mcp-unpinned", hint: /chief connect mcp house/ });
});

test("a new version of a script is another program", async (t) => {
  const folder = folderOf(t);
  const script = join(folder, "server.ts");
  writeFileSync(script, `import ${JSON.stringify(SCRIPT)};\n`);
  const connection = await accepted(programOf(script, ["plain"], { paths: [folder] }), ["look"]);
  assert.equal((await read(connection)).items.length, 1);
  writeFileSync(script, `import ${JSON.stringify(SCRIPT)};\n// and more\n`);
  await assert.rejects(read(connection), { code: "mcp-changed", message: /the program or its words/ });
});

test("two tools of one name are refused, and one that only looks like another is another", async () => {
  await assert.rejects(
    hostile("twins").then((connection) => read(connection)),
    { code: "mcp-misbehaved", message: /lists two tools called "look"/ },
  );
  const connection = await accepted(programOf(SCRIPT, ["lookalike"]), ["look"]);
  assert.equal((await read(connection)).items[0]?.fields["tool"], "look");
  assert.throws(() => read(connection, { tools: [{ name: "l\u043e\u043ek" }] }), /to be the name of a tool/);
  await assert.rejects(
    hostile("lookalike").then((before) => read(before)),
    { code: "mcp-changed", message: /tools were added: "l\u043e\u043ek"$/ },
  );
});

test("what a tool says of itself reaches nobody, and what was not confirmed is not called, whatever it claims", async () => {
  const connection = await accepted(programOf(SCRIPT, ["injects"]), ["look"]);
  const { items } = await read(connection);
  assert.equal(items.length, 1);
  assert.doesNotMatch(JSON.stringify(items), /mailbox|delete_issue/);
  const { failures } = await read({ ...connection, readOnly: [] });
  assert.match(failures[0]?.error ?? "", /nobody has confirmed that it only reads, so it was not called/);
});

test("lines, output and notifications without end are cut, and told in words", async () => {
  const cases = {
    long: /a line of more than 8 MiB/,
    endless: /lines that are no messages|more than 64 MiB/,
    shouts: /floods its error output/,
    floods: /notifications without end/,
  };
  for (const [mode, message] of Object.entries(cases)) {
    await assert.rejects(
      hostile(mode).then((connection) => read(connection)),
      { name: "PermanentError", code: "mcp-misbehaved", message },
    );
  }
});

test("one that never answers is given up, and may answer the next time", async () => {
  const connection = await hostile("silent");
  await assert.rejects(read(connection, LOOK, 700), { name: "TransientError", code: "mcp-unreachable", message: /no answer in time/ });
});

test("answers to what was not asked, and answers that are none, change nothing", async () => {
  const { items } = await read(await hostile("wrong-ids"));
  assert.deepEqual(
    items.map(({ body }) => body),
    ["looked"],
  );
  const { items: none, failures } = await read(await hostile("wrong-types"));
  assert.deepEqual(none, []);
  assert.match(failures[0]?.error ?? "", /its answer is none/);
});

test("whoever asks for a model, for words of people or for folders is refused, and that is told", async () => {
  const { items, notes } = await read(await hostile("asks"));
  assert.equal(items[0]?.body.match(/-32601/g)?.length, 3);
  assert.deepEqual(notes, ['house asked Chief for "sampling/createMessage", "elicitation/create" and "roots/list": declined.']);
});

test("from within the box there are no files, variables, processes and connections but those that are granted", async (t) => {
  const [outside, inside] = [folderOf(t), folderOf(t)];
  writeFileSync(join(outside, "secret"), "CANARY-outside");
  mkdirSync(join(inside, "data"));
  writeFileSync(join(inside, "data", "credentials.json"), "CANARY-data");
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  t.after(() => listener.close());
  const address = listener.address();
  const port = String(typeof address === "object" ? address?.port : "");
  process.env["CANARY_OF_OURS"] = "CANARY-environment";
  t.after(() => delete process.env["CANARY_OF_OURS"]);
  const seen = { paths: [inside], hidden: [join(inside, "data")] };
  // What its own words name and the box would not show it is told before it is started.
  await assert.rejects(read(await hostile("snoops", [join(outside, "secret")], seen)), { code: "mcp-out-of-sight", hint: /under `paths`/ });
  const program = join(outside, "serve");
  writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
  const unseen = { ...(await hostile("plain", [], seen)), command: program };
  await assert.rejects(launchOf(unseen, { readSecret: () => "" }), {
    code: "mcp-out-of-sight",
    message: /to show its program/,
    hint: /^Add .*\/serve to `paths`/,
  });
  const words = [join(outside, "secret"), join(inside, "data", "credentials.json"), port].join("\n");
  const connection = await hostile("snoops", [Buffer.from(words).toString("base64")], seen);
  const { items } = await read(connection);
  const body = items[0]?.body ?? "";
  assert.doesNotMatch(body, /CANARY|REACHED|root:/);
  const { environment } = parseOwnJson<{ environment: Record<string, string> }>(body);
  assert.deepEqual(
    Object.keys(environment)
      .filter((name) => !["PWD", "SHLVL", "_", "OLDPWD"].includes(name))
      .toSorted(),
    ["HOME", "LC_ALL", "PATH"],
  );
});

test("where there is no box it is refused with the way out, and nothing is started", async (t) => {
  const before = process.env["PATH"];
  t.after(() => (process.env["PATH"] = before));
  const connection = await hostile("plain");
  process.env["PATH"] = folderOf(t);
  await assert.rejects(read(connection), { name: "PermanentError", code: "mcp-unconfined", hint: /`confinement: unconfined`/ });
  const [item] = (await read({ ...connection, confinement: "unconfined" })).items;
  assert.equal(item?.body, "looked");
});

test("what it has started itself ends with it", async () => {
  const mark = `6${process.pid}`;
  assert.equal((await read(await hostile("forks", [mark]))).items.length, 1);
  const running = (): string[] => readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name) === `sleep\0${mark}\0`);
  // The kernel ends them one after the other once the box is gone.
  for (let turn = 0; turn < 500 && running().length > 0; turn += 1) await new Promise((go) => setImmediate(go));
  assert.deepEqual(running(), []);
});

test("a secret that it was given and tells back is shown nowhere", async () => {
  const reference = "env-of-the-key-CANARY";
  learnSecret(secretOf(reference));
  const { items } = await read(await hostile("tells", [], { env: { API_KEY: reference } }));
  assert.deepEqual(
    items.map(({ body }) => body),
    ["my key is (secret)"],
  );
});

function commandOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
