import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readSkill } from "../../src/definitions/skills.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { validatePlace } from "../../src/shipped.ts";
import { makeFolder } from "../support/chief.ts";
import { repositoryRoot } from "../support/source-files.ts";
import { REFERENCE } from "../config/workspace.ts";

/** The front matter that the README and the pages beside it show, whole or in parts. */
function shownKeys(): string[] {
  const readme = ["README.md", "docs/status-chasing.md"].map((page) => readFileSync(join(repositoryRoot, page), "utf8")).join("\n");
  const parts = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = ""]) => text);
  const whole = [...readme.matchAll(/```markdown\n---\n(.*?)---\n/gs)].map(([, text = ""]) => text);
  const reads = (part: string): string => (/^reads:/m.test(part) ? "" : "reads: [git, gmail, google-calendar, github]\n");
  return [...parts.map((part) => `name: Shown\n${reads(part)}${part}`), ...whole];
}

test("what the README and the pages beside it show of automations is valid as it stands", async (t) => {
  const shown = shownKeys();
  assert.ok(shown.length >= 4);
  const files = Object.fromEntries(shown.map((text, index) => [`automations/shown-${index}.md`, `---\n${text}---\nSay how things are.\n`]));
  const folder = makeFolder(t, {
    ...files,
    "automations/nightly.md": "---\nname: Nightly\n---\nSay nothing.\n",
    "config/chief.yaml": `timezone: Europe/Berlin
hooks: { deploys: { secret: "${REFERENCE("DEPLOYS")}" } }
webhooks: { team: { url: https://hooks.example.com/team, secret: "${REFERENCE("DEPLOYS")}" } }
`,
    "config/people.yaml": "me: { name: Sam Rivera }\nana: { name: Ana Kovacs }\n",
  });
  const { problems, automations } = await validatePlace(folder, { DEPLOYS: "a-secret-of-twenty-characters" });
  assert.deepEqual(problems.map(formatProblem), []);
  assert.equal(automations.length, shown.length + 1);
});

test("the skill that the README shows is sound as it stands", (t) => {
  const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");
  const [, text = "", name = ""] = /```text\n(---\nname: (\S+)\n.*?)```/s.exec(readme) ?? [];
  const read = readSkill(makeFolder(t, { [`skills/${name}/SKILL.md`]: text }), name);
  assert.ok(read.ok, text);
});
