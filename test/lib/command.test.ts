import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { CommandFailure, readCommand, runCommand, type Command } from "../../src/lib/command.ts";
import { createSplitter } from "../../src/lib/splitter.ts";

function node(script: string, changes: Partial<Command> = {}): Command {
  const base = { program: process.execPath, args: ["-e", script], signal: new AbortController().signal, maxBytes: 100_000 };
  return { ...base, separator: "\n", installHint: "Install it.", ...changes };
}

test("a command's output arrives record by record, the last one without an end included", async () => {
  assert.deepEqual(await readCommand(node("process.stdout.write('a\\nb\\nc')")), ["a", "b", "c"]);
  assert.deepEqual(await readCommand(node("process.stdout.write('a\\n\\0b\\0')", { separator: "\0" })), ["a\n", "b"]);
});

test("a child knows nothing of our environment but a PATH of absolute folders", async () => {
  process.env["CHIEF_TEST_SECRET"] = "secret";
  const path = process.env["PATH"];
  process.env["PATH"] = `.:bin:${path ?? ""}`;
  try {
    const [answer = ""] = await readCommand(node("console.log(JSON.stringify(process.env))", { environment: { EXTRA: "1" } }));
    const environment: unknown = JSON.parse(answer);
    assert.deepEqual(environment, { PATH: path, HOME: "/nonexistent", LC_ALL: "C.UTF-8", EXTRA: "1" });
  } finally {
    process.env["PATH"] = path;
    delete process.env["CHIEF_TEST_SECRET"];
  }
});

test("input reaches the child", async () => {
  assert.deepEqual(await readCommand(node("process.stdin.pipe(process.stdout)", { input: "one\ntwo\n" })), ["one", "two"]);
});

test("a program that is not installed is an error with the way out", async () => {
  await assert.rejects(readCommand(node("", { program: "no-such-program" })), { code: "command-not-found", hint: "Install it." });
});

test("a child that fails is an error with its code and what it complained of", async () => {
  await assert.rejects(readCommand(node("console.error('it broke'); process.exitCode = 3")), (error) => {
    return error instanceof CommandFailure && error.exitCode === 3 && error.message.includes("it broke");
  });
});

test("a child that writes without end is stopped at the cap", async () => {
  const endless = "const go = () => process.stdout.write('x'.repeat(9_999) + '\\n', go); go()";
  await assert.rejects(readCommand(node(endless)), { code: "output-too-large" });
});

test("a child stops when its signal fires, with the signal's reason", async () => {
  const controller = new AbortController();
  const going = runCommand(node("setInterval(() => console.log('on'), 1)", { signal: controller.signal }), () =>
    controller.abort(new Error("enough")),
  );
  await assert.rejects(going, /enough/);
});

test("a child that is still at work when its time is up is stopped", async () => {
  await assert.rejects(readCommand(node("setInterval(() => {}, 9)", { timeoutMs: 50 })), {
    code: "command-too-slow",
    message: /to end within 50 milliseconds/,
  });
});

test("a child that is stopped takes the programs that it started along", { timeout: 30_000 }, async () => {
  const controller = new AbortController();
  let closed: Promise<unknown> | undefined;
  const server = createServer((socket) => {
    // Killed without a farewell, it may end in an error.
    socket.on("error", () => undefined).resume();
    closed = new Promise((resolve) => socket.once("close", resolve));
    controller.abort(new Error("enough"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  // The connection of the grandchild lives exactly as long as it does.
  const grandchild = `require("net").connect(${address.port}, "127.0.0.1").resume()`;
  const script = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" })`;
  await assert.rejects(readCommand(node(script, { signal: controller.signal })), /enough/);
  await closed;
  server.close();
});

test("an error in the reader of the records ends the child and reaches the caller", async () => {
  const going = runCommand(node("setInterval(() => console.log('on'), 1)"), () => {
    throw new RangeError("not what I expected");
  });
  await assert.rejects(going, /not what I expected/);
});

test("characters are not torn between chunks, and overlong records are cut", () => {
  const records: string[] = [];
  const splitter = createSplitter("\n", 6, (record) => records.push(record));
  const bytes = Buffer.from("äöü\nabcdefghij\n\nx");
  for (const byte of bytes) splitter.push(Buffer.from([byte]));
  splitter.flush();
  assert.deepEqual(records, ["äöü", "abcdef", "", "x"]);
});
