import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder, spawnChief } from "../support/chief.ts";

const call =
  "WEBVTT\n\nNOTE\nDate: 2026-11-18\n\n00:00:05.000 --> 00:00:09.000\n<v Ana>I'll send the \u001b[31mdeck by Friday.\n\n00:00:12.000 --> 00:00:14.000\n<v Ben>Good.\n";

test("notes reads one file wherever it lies, without a configuration, in words and as JSON, and says what is no transcript", async (t) => {
  const folder = makeFolder(t, { "launch.vtt": call, "list.txt": "Buy milk.\n" });
  const shown = await chief(folder, "notes", `${folder}/launch.vtt`);
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(
    shown.stdout,
    /Launch; 2026-11-18; Ana, Ben\n\nActions\nTASK .*\nsend the \[31mdeck by Friday +Ana +2026-11-20 +“I'll send the \[31mdeck by Friday\.” \(Ana, 00:00:05\)/,
  );
  const { stdout } = await chief(folder, "notes", `${folder}/launch.vtt`, "--json");
  const { date, attendees, actions, decisions } = JSON.parse(stdout) as Record<string, unknown>;
  const quote = "I'll send the [31mdeck by Friday.";
  const action = {
    task: "send the [31mdeck by Friday",
    owner: "Ana",
    due: "2026-11-20",
    dueWords: "by Friday",
    agreed: null,
    quote,
    by: "Ana",
    at: "00:00:05",
    line: 1,
    confidence: 0.9,
  };
  assert.deepEqual(
    { date, attendees, actions, decisions },
    { date: "2026-11-18", attendees: ["Ana", "Ben"], actions: [action], decisions: [] },
  );
  const refused = await chief(folder, "notes", `${folder}/list.txt`);
  assert.equal(refused.code === 0, false);
  assert.match(refused.stderr, /expected .*list\.txt to be a transcript/);
  const child = spawnChief(folder, ["notes", "-"]);
  const ended = new Promise<number | null>((done) => child.on("close", done));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  // It ends while it is still being written to.
  child.stdin.on("error", () => undefined).write("Ana: hi\n".repeat(2_600_000));
  assert.notEqual(await ended, 0);
  assert.match(said, /expected what is piped in to be at most 20 MB long, got more/);
});
