import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { LiveDefinitions } from "../../src/definitions/live.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { findSkills } from "../../src/definitions/skill-check.ts";
import { skillFolders } from "../../src/definitions/skill-folders.ts";
import { readSkill } from "../../src/definitions/skills.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { makeFolder } from "../support/chief.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { markdown, only, requestFor } from "./workspace.ts";

const TONE = "---\nname: tone\ndescription: How we write to the board.\n---\n\nShort sentences.\n";

/** What loading the definitions of a folder says, with the skills that are there. */
function load(root: string) {
  return loadDefinitions(requestFor(join(root, "automations"), { root, skills: findSkills(root) }));
}

test("a skill that is there can be named, and is read with what it is good for", async (context) => {
  const root = makeFolder(context, { "automations/day.md": markdown("skills: [tone]"), "skills/tone/SKILL.md": TONE });
  assert.deepEqual(only(await load(root)).skills, ["tone"]);
  assert.deepEqual(readSkill(root, "tone"), {
    ok: true,
    skill: { name: "tone", description: "How we write to the board.", text: "Short sentences.", path: "skills/tone/SKILL.md" },
  });
});

test("a skill that is not there is a mistake of the definition, with the one that was probably meant", async (context) => {
  const root = makeFolder(context, { "automations/day.md": markdown("skills: [tnoe]"), "skills/tone/SKILL.md": TONE });
  assert.deepEqual((await load(root)).problems.map(formatProblem), [
    'automations/day.md:3:10: expected an entry of skills to name a folder under skills/, got "tnoe"\n  Did you mean tone?',
  ]);
  const bare = makeFolder(context, { "automations/day.md": markdown("skills: [../tone]") });
  assert.match((await load(bare)).problems.map(formatProblem).join(""), /got "\.\.\/tone"\n {2}There is none\./);
});

/** What stands in a skill's file, and what is said of it. */
const BROKEN: Readonly<Record<string, readonly [content: string | undefined, said: RegExp]>> = {
  "that is missing": [undefined, /^skills\/tone\/SKILL\.md:1:1: expected it to exist/],
  "without front matter": ["Short.", /expected front matter that starts on the first line/],
  "with a key that is none": ["---\nname: tone\ndescripton: x\n---\nShort.", /Did you mean description\?/],
  "of another name": [TONE.replace("name: tone", "name: style"), /expected the name to be that of its folder, tone, got style/],
  "without instructions": ["---\nname: tone\ndescription: x\n---\n\n", /:5:1: expected instructions below the front matter, got none/],
  "that is too long": [`${TONE}${"Be brief. ".repeat(900)}`, /expected at most 8,000 characters of instructions, got 9,0\d\d/],
};

for (const [what, [content, said]] of Object.entries(BROKEN)) {
  test(`a skill ${what} is a mistake where it is named, and nowhere else`, async (context) => {
    const files = { "automations/day.md": markdown("skills: [tone]"), "automations/other.md": markdown("") };
    const root = makeFolder(context, { ...files, ...(content !== undefined && { "skills/tone/SKILL.md": content }) });
    await mkdir(join(root, "skills/tone"), { recursive: true });
    const { automations, problems } = await load(root);
    assert.match(problems.map(formatProblem).join("\n"), said);
    assert.deepEqual(
      automations.map(({ id }) => id),
      ["other"],
    );
  });
}

test("a definition that was parsed before is looked at again once a skill has gone", async (context) => {
  const root = makeFolder(context, { "automations/day.md": markdown("skills: [tone]"), "skills/tone/SKILL.md": TONE });
  const kept = new Map<string, Parameters<typeof cache.store.save>[0]>();
  const cache = {
    codeVersion: "1",
    store: {
      load: (_hashes: readonly string[], parser: string) => Promise.resolve([...(kept.get(parser) ?? [])]),
      save: async (automations: Awaited<ReturnType<typeof load>>["automations"] | readonly never[], parser: string) =>
        void kept.set(parser, automations),
    },
  };
  const loadWith = (skills: ReturnType<typeof findSkills>) =>
    loadDefinitions(requestFor(join(root, "automations"), { root, skills, cache }));
  only(await loadWith(findSkills(root)));
  assert.equal((await loadWith(new Map())).automations.length, 0);
});

test("a skill that is mended while Chief runs is in force at once", async (context) => {
  const files = { "automations/day.md": markdown("skills: [tone]"), "skills/tone/SKILL.md": "Short." };
  const root = makeFolder(context, files);
  const { promise, resolve } = Promise.withResolvers<void>();
  const live = new LiveDefinitions({
    folders: () => [join(root, "automations"), ...skillFolders(root)],
    load: () => load(root),
    refresh: () => Promise.resolve(),
    clock: { now: () => 0, after: (_ms, callback) => (setImmediate(callback), () => {}) },
    logger: silentLogger,
    changed: async () => {
      if (live.automations.length > 0) resolve();
    },
  });
  context.after(() => live.stop());
  live.watch();
  await live.open();
  assert.equal(live.automations.length, 0);
  await writeFile(join(root, "skills/tone/SKILL.md"), TONE);
  await promise;
  assert.deepEqual(live.find("day")?.skills, ["tone"]);
});
