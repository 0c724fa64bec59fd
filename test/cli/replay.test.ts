import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { chief, makeFolder, startDaemon, writeFiles } from "../support/chief.ts";

const day =
  "---\nname: My day\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - file: { path: out/day.md }\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
};
const Compared = z.object({ identical: z.boolean(), run: z.string(), replay: z.string(), lines: z.array(z.unknown()) });

test("A replay of a run, after its file and definition have changed, says the same, and sends and remembers nothing", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.equal((await chief(folder, "run", "day")).code, 0);
  writeFiles(folder, { "tasks/shop.md": "- [ ] Order paper @me due: 2026-03-02\n", "automations/day.md": `${day}\nAnd be brief.\n` });
  const replayed = await chief(folder, "replay", "day");
  assert.equal(replayed.code, 0, replayed.stderr);
  assert.match(replayed.stderr, /manual:day:\w+, replayed: the same to the letter. Nothing was sent or remembered/);
  assert.equal(replayed.stdout, "");
  const { identical, lines } = Compared.parse(JSON.parse((await chief(folder, "replay", "day", "--json")).stdout));
  assert.ok(identical && lines.length > 2);
  assert.equal((await chief(folder, "messages")).stdout.match(/^.*out\/day\.md.*$/gm)?.length, 1);
  assert.match((await chief(folder, "run", "day")).code === 0 ? (await chief(folder, "show", "day")).stdout : "", /Order paper/);
});

test("A replay is done by the daemon where one runs", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.equal((await chief(folder, "run", "day")).code, 0);
  await startDaemon(t, folder).says("Nothing is scheduled");
  const replayed = await chief(folder, "replay", "day");
  assert.match(replayed.stderr, /the same to the letter/);
  const prompt = join(folder, "executor-brief.md");
  writeFiles(folder, { "executor-brief.md": "---\npurpose: brevity\n---\n\nBe brief.\n" });
  const refused = await chief(folder, "replay", "day", "--prompt", prompt);
  assert.equal(refused.code, 2);
  assert.match(
    refused.stderr,
    /expected a model that may be asked, got none in config\/chief.yaml\n.*connect openai[^]*replay-without-model/,
  );
});

test("A prompt says by its name whose it is, and has something in it", async (t) => {
  const folder = makeFolder(t, { ...workspace, "prompts/poet.md": "Sing.", "prompts/executor.md": "---\npurpose: none\n---\n" });
  const stranger = await chief(folder, "replay", "day", "--prompt", join(folder, "prompts/poet.md"));
  assert.equal(stranger.code, 2);
  assert.match(stranger.stderr, /to begin with orchestrator, executor.*, got poet\.md/);
  for (const file of ["executor.md", "executor-gone.md"]) {
    const empty = await chief(folder, "replay", "day", "--prompt", join(folder, "prompts", file));
    assert.match(empty.stderr, /to be a prompt, got (nothing in it|ENOENT)[^]*file-unreadable/);
  }
});

test("A backtest sums up the last runs", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.match((await chief(folder, "backtest", "day")).stderr, /has not run yet/);
  await chief(folder, "run", "day");
  await chief(folder, "run", "day");
  await chief(folder, "run", "day");
  const tested = await chief(folder, "backtest", "day", "--last", "2");
  assert.equal(tested.code, 0, tested.stderr);
  assert.equal(tested.stdout.match(/manual:day:/g)?.length, 2, tested.stdout);
  assert.match(tested.stdout, /RUN +SPOKE OF +SAME +CHANGED +MOVED +ONLY THEN +ONLY NOW/);
  assert.match(tested.stderr, /2 of 2 runs say the same to the letter\. In all \d+ lines the same\. Nothing was sent/);
  const all = z
    .object({ replayed: z.number(), identical: z.number() })
    .parse(JSON.parse((await chief(folder, "backtest", "day", "--json")).stdout));
  assert.deepEqual(all, { replayed: 3, identical: 3 });
  assert.equal((await chief(folder, "backtest", "night")).code, 2);
});

test("A run tells of each line who wrote it, and on what", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  const shown = await chief(folder, "show", "day", "--trace");
  assert.match(shown.stdout, /BY +CITES +FLAGS +LINE\ncode +F1 +\w{7} +.*Send the contract/);
  const { lines, turns } = z
    .object({ lines: z.array(z.object({ by: z.string() })), turns: z.array(z.unknown()) })
    .parse(JSON.parse((await chief(folder, "show", "day", "--trace", "--json")).stdout));
  assert.ok(lines.length > 0 && lines.every(({ by }) => by === "code"));
  assert.deepEqual(turns, []);
});
