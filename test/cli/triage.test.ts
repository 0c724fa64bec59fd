import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { chief, makeFolder, callChief } from "../support/chief.ts";

const letter = [
  "From: Dana Cole <dana@acme.example>",
  "To: Ana Silva <ana@shop.example>",
  "Subject: Contract",
  "Date: Wed, 18 Nov 2026 11:00:00 +0100",
  "Message-ID: <1@acme.example>",
  "",
  "Hi Ana,",
  "",
  "could you send the contract by Friday 3pm? The weather is nice.",
  "I'll pay it by Monday.",
  "",
  "> Could you call me?",
  "",
].join("\r\n");

function folderOf(t: TestContext): string {
  return makeFolder(t, {
    "config/chief.yaml": "timezone: Europe/Berlin\n",
    "config/people.yaml": "me:\n  name: Ana Silva\n  emails: [ana@shop.example]\n",
    "letter.eml": letter,
    "note.txt": "Please call me back.\n",
  });
}

test("triage tells what the sentences of a letter ask and promise, and counts the others", async (t) => {
  const { code, stdout, stderr } = await chief(folderOf(t), "triage", "letter.eml");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /from Dana Cole/);
  assert.match(stdout, /requests +Fri 20 Nov( 2026)? 15:00 +90 % +could you send the contract/);
  assert.match(stdout, /promises +Mon 23 Nov( 2026)? +I'll pay it/);
  assert.match(stdout, /2 other sentences ask and promise nothing/);
  assert.doesNotMatch(stdout, /call me/);
});

test("With --json each sentence has its words, its place and what was read in it", async (t) => {
  const { stdout } = await chief(folderOf(t), "triage", "letter.eml", "note.txt", "--json");
  const { files } = JSON.parse(stdout) as { files: { file: string; timezone: string; sentences: Record<string, unknown>[] }[] };
  assert.deepEqual(
    files.map(({ file, timezone }) => [file, timezone]),
    [
      ["letter.eml", "+01:00"],
      ["note.txt", "Europe/Berlin"],
    ],
  );
  const { text, request, isQuestion, when } = files[0]?.sentences[1] ?? {};
  assert.equal(text, "could you send the contract by Friday 3pm?");
  assert.deepEqual([request, isQuestion, (when as { at: string }).at], [0.9, false, "2026-11-20T14:00:00.000Z"]);
});

test("A dash reads what is piped in", async (t) => {
  const { stdout } = await callChief(folderOf(t), ["triage", "-"], { input: "Please call me back.\n" });
  assert.match(stdout, /requests .*Please call me back/);
});

test("A file that is not there is told with the way out", async (t) => {
  const folder = folderOf(t);
  const { code, stderr } = await chief(folder, "triage", join(folder, "none.eml"));
  assert.equal(code, 1);
  assert.match(stderr, /none\.eml to be a file that can be read, got ENOENT/);
});
