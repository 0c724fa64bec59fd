import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readMeeting } from "../../../src/analysis/meeting/read-meeting.ts";
import { actorsOf } from "../../../src/lib/transcript/actors.ts";
import { bodyOf, parseTranscript } from "../../../src/lib/transcript/parse-transcript.ts";

interface Exchange {
  text: string;
  wanted: readonly { owner: string; due: string; words: string }[];
}

const FOLDER = join(import.meta.dirname, "../../corpus/spoken-tasks");

function exchangesIn(file: string): Exchange[] {
  return readFileSync(join(FOLDER, file), "utf8")
    .trim()
    .split(/\n\n+/)
    .map((block) => {
      const lines = block.split("\n");
      const wanted = lines.flatMap((line) => {
        const [, owner, due, words] = /^=> (.+?), (\S+): (.+)$/.exec(line) ?? [];
        return owner === undefined || due === undefined || words === undefined ? [] : [{ owner, due, words }];
      });
      return { text: lines.filter((line) => !line.startsWith("=> ")).join("\n"), wanted };
    });
}

/** Each action of an exchange, on Wednesday, 18 November 2026. */
function tasksIn(text: string): { owner: string; due: string; task: string; said: string }[] {
  const { turns } = parseTranscript(text, "x.txt") ?? { turns: [] };
  const body = bodyOf(turns);
  const actors = actorsOf({ turns, attendees: [] });
  const { actions } = readMeeting({ body, actors, timezone: "Europe/Berlin", date: "2026-11-18" });
  return actions.map(({ owner = "-", due = "-", quote, agreed, task }) => ({
    owner,
    due,
    task: body.slice(...task),
    said: `${body.slice(...quote)}\n${agreed ? body.slice(...agreed) : ""}`,
  }));
}

test("what people of many trades take on, ask and order is found, with who and by when", (t) => {
  const misses: string[] = [];
  const counts = { wanted: 0, found: 0, right: 0, owners: 0, dues: 0 };
  for (const { text, wanted } of exchangesIn("tasks.txt")) {
    const found = tasksIn(text);
    counts.wanted += wanted.length;
    counts.found += found.length;
    const told = found.map(({ owner, due, said }) => `${owner}, ${due}: ${said}`).join(" / ");
    for (const { owner, due, words } of wanted) {
      const match = found.find(({ said }) => said.includes(words));
      counts.right += Number(match !== undefined);
      counts.owners += Number(match?.owner === owner);
      counts.dues += Number(match?.due === due);
      if (match?.owner !== owner || match.due !== due) misses.push(`${owner}, ${due}: ${words} <> ${told}`);
    }
    if (found.length > wanted.length) misses.push(`too many: ${told}`);
  }
  t.diagnostic(JSON.stringify(counts));
  const shown = misses.join("\n");
  assert.ok(counts.right >= 0.9 * counts.wanted, shown);
  assert.ok(counts.right >= 0.9 * counts.found, shown);
  assert.ok(counts.owners >= 0.95 * counts.right, shown);
  assert.ok(counts.dues >= 0.95 * counts.right, shown);
});

test("jokes, habits, refused offers and how a meeting is run are no tasks", () => {
  const exchanges = exchangesIn("none.txt");
  const wrong = exchanges.flatMap(({ text }) => tasksIn(text).map(({ owner, said }) => `${owner}: ${said.trim()} <> ${text}`));
  assert.ok(wrong.length <= 0.05 * exchanges.length, wrong.join("\n"));
});

test("a pronoun is no task: it is what was spoken of before, or nothing", () => {
  const told = (text: string): string[] => tasksIn(text).map(({ owner, task, said }) => `${owner}: ${task} <> ${said.trim()}`);
  assert.deepEqual(told("Ana: The load test is still open.\nJonas: Jonas takes it."), [
    "Jonas: The load test is still open <> Jonas takes it.",
  ]);
  assert.deepEqual(told("Ana: Hello.\nBen: Somebody has to write the rollback plan. Jonas takes it.\nJonas: Hello."), [
    "Jonas: write the rollback plan <> Somebody has to write the rollback plan. Jonas takes it.",
  ]);
  assert.deepEqual(told("Ana: Okay.\nBen: Jonas takes it.\nJonas: Hello."), []);
});
