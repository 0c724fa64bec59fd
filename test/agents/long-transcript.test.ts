import assert from "node:assert/strict";
import { test } from "node:test";
import { countInputTokens } from "../../src/agents/estimate.ts";
import type { Claim } from "../../src/core/claim.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { hourLong } from "../analysis/meeting/long-meeting.ts";
import { claim, scripted, shown } from "./scripted.ts";
import { briefingOf, openWorld } from "./world.ts";

/** The default budget of one run. */
const BUDGET = 100_000;
const PART = /\(part (\d+) of (\d+)\)/;
const PROMISE = /(\w+ \w+): (I'll send report number \d+ by Friday)\./g;

test("three hours of transcript are read to their end within the budget of a run, and each line holds", async (t) => {
  const { body } = hourLong(3);
  const spent: number[] = [];
  const model = scripted(async (request) => {
    spent.push(await countInputTokens(request));
    const text = shown(request);
    if (!PART.test(text)) return { claims: [] };
    // Whoever reads a part tells the last promises in it, and so do neighbours of what both have read.
    const promises = [...text.matchAll(PROMISE)].slice(-2).toReversed();
    const claims = promises.map(([, who = "", words = ""]): Claim => claim(`${who} has a report to send: “${words}”`, ["F1"]));
    return { claims };
  });
  const world = openWorld(t, {
    report: "meeting_notes",
    reads: [{ name: "files", audience: [], connector: "files", options: { paths: ["notes"], as: "transcripts", maxFiles: 10 } }],
  });
  world.write("notes/2026-11-18 planning.txt", body, "2026-11-20T08:00:00.000Z");
  const life = world.start(model);
  const run = await life.run("one");
  const briefing = await briefingOf(life, run);

  const parts = model.asked.flatMap((request) => PART.exec(shown(request))?.slice(1).map(Number) ?? []);
  const numbers = parts.filter((_, index) => index % 2 === 0);
  assert.deepEqual(
    numbers,
    Array.from({ length: parts[1] ?? 0 }, (_, index) => index + 1),
  );
  const read = model.asked.map(shown).join("\n");
  assert.ok(body.split("\n").every((line) => read.includes(line)));
  const tokens = spent.reduce((sum, each) => sum + each, 0);
  t.diagnostic(`${body.split(/\s+/).length} words in ${numbers.length} parts, ${tokens} tokens`);
  assert.ok(tokens + model.asked.length * 500 + 6_000 < BUDGET, `${tokens}`);

  const page = renderMarkdown(briefing);
  assert.deepEqual(briefing.writing, { by: "model", replaced: 0 });
  const own = briefing.sections.flatMap(({ bullets }) => bullets.filter(({ by }) => by === "model"));
  assert.ok(own.length >= numbers.length, `${own.length}`);
  // The last promise of the meeting is told by the model; what two parts have in common is told once.
  assert.match(page, /has a report to send: “I'll send report number 1230 by Friday”/);
  assert.equal(new Set(own.map(({ text }) => JSON.stringify(text))).size, own.length);
});
