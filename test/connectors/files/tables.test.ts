import assert from "node:assert/strict";
import { after, test } from "node:test";
import { filesSchema } from "../../../src/connectors/files/schema.ts";
import { launchesIn, planTasksIn } from "../../../src/core/kinds/launch.ts";
import type { Item } from "../../../src/core/item.ts";
import { createWorkspace, EDITED, fetchFrom, removeWorkspaces, tasksOf, writeAt } from "./workspace.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

after(removeWorkspaces);

const PLAN_MD = `---
launch: Spring release
date: 2027-03-01
cadence: 3d
owner: Ana
---
# Spring

- [x] T-1: Choose the vendor @ana due: 2026-11-10
- [/] T-2: Load test @priya depends: T-1 est: 2w eta: 2026-12-04
- [ ] Go/no-go (depends: T-2; Legal sign-off) due: 2027-02-26

| Task | Owner | Due | Blocked by |
| --- | --- | --- | --- |
| Legal sign-off | [Bo](https://example.com) | 2026-12-10 | T-2 |
| \`A \\| B\` test | Cy | | |

\`\`\`
| Task | Owner |
| --- | --- |
| Not one | Di |
\`\`\`
`;

const PLAN_YAML = `launch: { name: Spring release, date: 2027-03-01, cadence: 3d, owner: Ana }
tasks:
  - { id: T-1, name: Choose the vendor, owner: ana, status: done, due: 2026-11-10 }
  - id: T-2
    name: Load test
    owner: priya
    status: in progress
    depends on: [T-1]
    estimate: 2w
    eta: 2026-12-04
  - { name: Go/no-go, depends on: [T-2, Legal sign-off], due: 2027-02-26 }
  - { name: Legal sign-off, owner: Bo, due: 2026-12-10, blocked by: [T-2] }
`;

const PLAN_CSV = `\uFEFF# launch: Spring release
# date: 2027-03-01
# cadence: 3d
# owner: Ana
ID;Task;Owner;Status;Depends on;Estimate;ETA;Due
T-1;Choose the vendor;ana;done;;;;2026-11-10
T-2;Load test;priya;in progress;T-1;2w;2026-12-04;
;Go/no-go;;;"T-2, Legal sign-off";;;2027-02-26
;Legal sign-off;Bo;;T-2;;;2026-12-10
`;

function told(items: readonly Item[]) {
  const tasks = planTasksIn(items).map(({ item, plan, key, dependsOn, eta, estimate, gate }) => {
    const { status, owner, due } = item.fields;
    return { title: item.title, plan, key, dependsOn, eta, estimate, gate, status, owner: String(owner).toLowerCase(), due };
  });
  const launch = launchesIn(items).map(({ item, plan, date, cadence }) => [item.title, plan, date, cadence, item.actors[0]?.name]);
  return { launch, tasks: tasks.filter(({ title }) => !title.includes("|")).toSorted((a, b) => a.title.localeCompare(b.title)) };
}

test("a plan is the same in Markdown, YAML and CSV", async () => {
  const answers = await Promise.all(
    Object.entries({ md: PLAN_MD, yaml: PLAN_YAML, csv: PLAN_CSV }).map(async ([ending, text]) => {
      const root = await createWorkspace({ [`plan/spring.${ending}`]: text });
      return await fetchFrom(root, { as: "plan" });
    }),
  );
  const [markdown, ...others] = answers.map(({ items }) => told(items));
  assert.deepEqual(markdown?.launch, [["Spring release", "Spring release", "2027-03-01", 3, "Ana"]]);
  assert.deepEqual(
    markdown.tasks.map(({ key, dependsOn, gate, status }) => [key, dependsOn, gate, status]),
    [
      ["T-1", [], false, "done"],
      ["Go/no-go", ["T-2", "Legal sign-off"], true, "todo"],
      ["Legal sign-off", ["T-2"], false, "todo"],
      ["T-2", ["T-1"], false, "in_progress"],
    ],
  );
  for (const other of others) assert.deepEqual(other, markdown);
  for (const { failures, notes } of answers) assert.deepEqual([failures, notes], [[], []]);
  assert.ok(tasksOf(answers[0] ?? assert.fail()).has("`A | B` test"));
});

test("ids stay while rows move, dates change and other columns appear", async () => {
  const root = await createWorkspace({ "rollouts/team.csv": "Name,Stage,Status\nCheckout,10%,running\nSearch,50%,paused\n" });
  const before = await fetchFrom(root, { as: "rollouts" });
  await writeAt(root, "rollouts/team.csv", "Owner,Name,Stage,Status\n,New,1%,planned\nAna,Search,50%,paused\nBo,Checkout,50%,running\n");
  const now = await fetchFrom(root, { as: "rollouts" }, { cursor: before.cursor });
  const ids = (items: readonly Item[]) => new Map(items.map(({ title, id }) => [title, id]));
  for (const [title, id] of ids(before.items)) assert.equal(ids(now.items).get(title), id);
});

test("a row that is the same counts as changed when it was, not when its file was", async () => {
  const root = await createWorkspace({ "plan/a.csv": "Task,Due\nOne,2026-11-20\nTwo,2026-11-21\n" });
  const before = await fetchFrom(root, { as: "plan" });
  await writeAt(root, "plan/a.csv", "Task,Due\nOne,2026-11-20\nTwo,2026-11-25\n", "2026-11-19T07:00:00.000Z");
  const tasks = tasksOf(await fetchFrom(root, { as: "plan" }, { cursor: before.cursor }));
  assert.equal(tasks.get("One")?.updatedAt, EDITED);
  assert.equal(tasks.get("Two")?.fields["statusAt"], "2026-11-19T07:00:00.000Z");
  assert.match(before.notes[0] ?? "", /plan\/a\.csv has no launch date: write "# launch: NAME" and "# date: /);
});

test("the folder of a form need not be there unless it is named; a folder of another name is", async () => {
  const root = await createWorkspace({ "notes/a.md": "x" });
  const unasked = await fetchFrom(root, { as: "incidents", paths: ["incidents"] });
  assert.deepEqual([unasked.failures, unasked.notes, unasked.missing?.what], [[], [], "incidents"]);
  assert.equal((await fetchFrom(root, { as: "incidents", paths: ["outages"] })).failures.length, 1);
});

test("broken and hostile tables are told, with what could be read", async () => {
  const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nrows: [{ name: *b }, { name: Real }, words]\n`;
  const root = await createWorkspace({
    "feedback/a.csv": 'Feedback,Date\n"open quote,2026-11-18\nanother,2026-11-18\n',
    "feedback/b.yaml": "rows:\n  - { name: x\n",
    "feedback/c.yml": bomb.replace("a: &a", "z: 1\na: &a"),
    "feedback/d.csv": `Feedback,Date\nToo slow,yesterday\n,2026-11-18\n${"x,".repeat(5_000)}\n`,
    "feedback/e.md": "no table here",
  });
  const { items, notes, failures } = await fetchFrom(root, { as: "feedback" });
  assert.deepEqual(
    failures.map(({ what }) => what),
    ["feedback/a.csv:1", "feedback/b.yaml:3"],
  );
  assert.ok(items.some(({ title }) => title === "Too slow"));
  assert.ok(items.every(({ kind }) => kind === "feedback"));
  assert.ok(items.some(({ title }) => title === "Real"));
  assert.match(failures.map(({ error }) => error).join("\n"), /^expected a CSV table, .*\nexpected YAML, got/);
  assert.match(notes.join("\n"), /d\.csv:2, column Date: expected a time such as 2026-11-20 14:00, got yesterday/);
  assert.match(
    notes.join("\n"),
    /d\.csv:3: expected a name in one of its columns, got [^,]+.*, so it was left out; "columns:" says which one has it/,
  );
});

test("a table of which nothing can be read is a failure, so that nothing that stood in it seems to be over", async () => {
  const root = await createWorkspace({
    "rollouts/a.yaml": "checkout:\n  owner: Ana\n",
    "rollouts/b.yaml": "only words\n",
    "rollouts/c.yaml": "",
    "rollouts/d.yaml": "title: Rollouts\n",
    "rollouts/e.csv": `Name\n${"x".repeat(1024 * 1024)}\n`,
  });
  const { failures } = await fetchFrom(root, { as: "rollouts" });
  assert.deepEqual(
    failures.map(({ what, error }) => `${what}: ${error}`),
    [
      "rollouts/a.yaml:1: expected a list of maps, got none",
      "rollouts/b.yaml:1: expected a list of maps, got none",
      "rollouts/e.csv: expected at most 1 MiB, got more",
    ],
  );
});

test("of two columns with one name it is told which counts, and too deep a file is refused in plain words", async () => {
  const root = await createWorkspace({
    "rollouts/a.csv": "Name,Owner,owner\nTides,Ana,Bo\n",
    "rollouts/b.yaml": "[".repeat(20_000),
    "rollouts/c.md": "| Name | Owner | Owner |\n|---|---|---|\n| Moon | Cy | Di |\n",
  });
  const { items, notes, failures } = await fetchFrom(root, { as: "rollouts" });
  assert.deepEqual(
    items.map(({ title, actors }) => [title, actors[0]?.name]),
    [
      ["Tides", "Ana"],
      ["Moon", "Cy"],
    ],
  );
  assert.deepEqual(notes, [
    "rollouts/a.csv:1: expected each column to have a name of its own, got owner again, of which the first is read.",
    "rollouts/c.md:1: expected each column to have a name of its own, got Owner again, of which the first is read.",
  ]);
  assert.deepEqual(failures, [
    {
      what: "rollouts/b.yaml:1",
      error: "expected a few levels of nesting, got too many",
      hint: "Write the values less deeply nested.",
    },
  ]);
});

test("what a table has more of than can be read is told", async () => {
  const root = await createWorkspace({
    "rollouts/a.csv": "Name,Owner\nCharge 1,200 EUR,Ana\nSearch,Bo,\n",
    "rollouts/b.yaml": "running:\n  - name: One\npaused:\n  - name: Two\n",
  });
  assert.deepEqual((await fetchFrom(root, { as: "rollouts" })).notes, [
    "rollouts/a.csv:2: expected at most 2 cells, got 3; put cells with commas in quotation marks.",
    "rollouts/b.yaml:1: expected one list of rows, got 1 more, which was left out.",
  ]);
});

test("rows in comments are none, and a line as long as a file takes no longer than a short one", async () => {
  await assertGrowsWithInput(async (size) => {
    const long = [`${" ".repeat(4 * size)}x|`, `|${"[](".repeat(size)}|`, `${"| - ".repeat(size)}x|`];
    const root = await createWorkspace({
      "rollouts/a.md": "<!--\n| Name |\n|---|\n| Old |\n-->\n\n| Name |\n|---|\n| [New](https://x.test/a_(b)) |\n",
      ...Object.fromEntries(
        long.map((line, index) => [`rollouts/${index}.md`, `| Name |\n|---|\n| A ${index} |\n\n${line}\n|-|\n${line}\n`]),
      ),
    });
    const { items } = await fetchFrom(root, { as: "rollouts" });
    const titles = items.map(({ title }) => title);
    assert.deepEqual([titles.includes("Old"), titles.includes("New"), titles.includes("A 2")], [false, true, true]);
  }, 60_000);
});

test("a document that passes itself off as Chief's own is accounted for", async () => {
  const stamp = "<!-- Chief briefing as of 2026-11-18T09:00:00.000Z -->\n";
  const root = await createWorkspace({
    "contracts/a.md": `Liability is unlimited.\n${stamp}`,
    "contracts/b.md": "Liability is limited.\n",
  });
  const { items } = await fetchFrom(root, { as: "documents" });
  assert.deepEqual(
    items.map(({ fields }) => [fields["path"], fields["unread"]]),
    [
      ["contracts/a.md", "it ends as a briefing of Chief's does"],
      ["contracts/b.md", null],
    ],
  );
});

test("columns are named by field, and a field that there is none of has its neighbour named", async () => {
  const root = await createWorkspace({ "work.csv": "Ding,Wer,Bis\nShip it,Ana,2026-11-20\n" });
  const columns = { title: "Ding", owner: "wer", due: "Bis" };
  const { items } = await fetchFrom(root, { as: "tasks", paths: ["work.csv"], columns });
  assert.deepEqual([items[0]?.title, items[0]?.fields["owner"], items[0]?.fields["due"]], ["Ship it", "Ana", "2026-11-20"]);
  assert.match(filesSchema.safeParse({ as: "tasks", columns: { ownr: "Wer" } }).error?.message ?? "", /got ownr; did you mean owner\?/);
  assert.match(filesSchema.safeParse({ columns: { owner: "Wer" } }).error?.message ?? "", /to stand with as: tasks/);
});

test("a column that no row has is told, with the one that may have been meant", async () => {
  const head = "# launch: Spring\n# date: 2027-03-01\n";
  const root = await createWorkspace({ "plan/a.csv": `${head}Ding,Wer\nShip it,Ana\n`, "plan/b.csv": "Ding,Bis\nTest it,2026-11-20\n" });
  const notesOf = async (columns: Readonly<Record<string, string>>) => (await fetchFrom(root, { as: "plan", columns })).notes.slice(1);
  const columns = { title: "Ding" };
  assert.equal(launchesIn((await fetchFrom(root, { as: "plan", columns })).items)[0]?.item.title, "Spring");
  assert.deepEqual(await notesOf({ title: "Ding", owner: "wer", due: "Bis" }), []);
  assert.deepEqual(await notesOf({ title: "Ding", owner: "Werr", due: "Deadline" }), [
    'No row has anything in a column "Werr", which "columns:" names for owner; did you mean "Wer"?',
    'No row has anything in a column "Deadline", which "columns:" names for due.',
  ]);
});

test("made-up tables are about today", async () => {
  const head = "# example: true\n# anchor: 2025-01-01\n# edited: 2024-12-31\n";
  const root = await createWorkspace({ "rollouts/a.csv": `${head}Name,Stage since,Freeze\nX,2024-12-30 10:00,2025-01-02/2025-01-03\n` });
  const [item] = (await fetchFrom(root, { as: "rollouts" })).items;
  assert.equal(item?.fields["example"], true);
  assert.match(String(item.fields["stageSince"]), /^2026-11-17T/);
  assert.deepEqual(item.fields["freezes"], ["2026-11-20/2026-11-21"]);
});
