import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readGuidance } from "../../src/definitions/guidance.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { tokenCounter } from "../../src/lib/tokens.ts";
import { validatePlace } from "../../src/shipped.ts";
import { makeFolder } from "../support/chief.ts";
import { people } from "../support/items.ts";

const TONE = "---\nname: tone\ndescription: How we write.\n---\n\nShort sentences.\n";
const GOALS = "# Who I am\r\n\r\nI run the quay. No meetings before 10.\n";

test("people who matter come first, then preferences, then the skills that a definition names; the same each time", (context) => {
  const root = makeFolder(context, {
    "config/goals.md": GOALS,
    "config/AGENTS.md": "Write plainly.",
    "skills/tone/SKILL.md": TONE,
    "skills/other/SKILL.md": TONE.replace("tone", "other"),
  });
  const read = readGuidance({ skills: ["tone"] }, { root, people });
  assert.deepEqual(read, {
    guidance: [
      { kind: "preferences", from: "config/people.yaml", text: "You write for Sam Field. People who matter most: Priya Nair." },
      { kind: "preferences", from: "config/goals.md", text: "# Who I am\n\nI run the quay. No meetings before 10." },
      { kind: "preferences", from: "config/AGENTS.md", text: "Write plainly." },
      { kind: "skill", from: "skills/tone/SKILL.md", text: "How we write.\n\nShort sentences." },
    ],
    problems: [],
  });
  assert.deepEqual(readGuidance({ skills: ["tone"] }, { root, people }), read);
});

test("where nobody has written anything down, nothing is said", (context) => {
  const root = makeFolder(context, { "config/goals.md": "\n" });
  assert.deepEqual(readGuidance({ skills: [] }, { root, people: { all: [] } }), { guidance: [], problems: [] });
});

test("preferences that are too long are read up to a whole line, and that is told", async (context) => {
  const line = "Tell me first what the pilots need, then everything else, and nothing of builds.\n";
  const root = makeFolder(context, { "config/goals.md": line.repeat(40), "config/AGENTS.md": line.repeat(40) });
  const { guidance, problems } = readGuidance({ skills: [] }, { root, people });
  assert.deepEqual(problems.map(formatProblem).at(0)?.split("\n"), [
    "config/goals.md:30:1: expected at most 2,400 characters, got 3,239: what follows is not read",
    "  Keep what always matters; what a kind of work needs is better a skill.",
  ]);
  const count = await tokenCounter();
  assert.ok(count(guidance.map(({ text }) => text).join("\n")) < 1_200);
  assert.ok(guidance.slice(1).every(({ text }) => text.endsWith("nothing of builds.")));
});

test("validating a workspace warns of preferences that are not read whole", async (context) => {
  const root = makeFolder(context, { "config/chief.yaml": "timezone: UTC\n", "config/goals.md": "Be brief.\n".repeat(300) });
  const { warnings } = await validatePlace(root, {});
  assert.deepEqual(
    warnings.flatMap(({ file }) => (file === "config/goals.md" ? [file] : [])),
    ["config/goals.md"],
  );
});

test("the example of preferences can be used as it is", async (context) => {
  const text = readFileSync(new URL("../../config/goals.example.md", import.meta.url), "utf8");
  const root = makeFolder(context, { "config/goals.md": text });
  assert.deepEqual(readGuidance({ skills: [] }, { root, people: { all: [] } }).problems, []);
});

test("what can't be read is told, and the rest is used", (context) => {
  const root = makeFolder(context, { "config/goals.md": "a\u0000b", "config/AGENTS.md": "Write plainly." });
  const { guidance, problems } = readGuidance({ skills: ["gone"] }, { root, people: { all: [] } });
  assert.deepEqual(
    guidance.map(({ from }) => from),
    ["config/AGENTS.md"],
  );
  assert.deepEqual(
    problems.map(({ file }) => file),
    ["config/goals.md", "skills/gone/SKILL.md"],
  );
});
