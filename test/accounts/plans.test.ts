import assert from "node:assert/strict";
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { ANA, DANA, idOf, TASKS, task, taskSource } from "../connectors/notion/world.ts";
import { startGitHub, type GitHubFault } from "../support/github-server.ts";
import { NOTION_TOKEN, startNotion, type NotionFault, type NotionPage } from "../support/notion-server.ts";
import { openPlanOffice, planDefinition } from "./plan-world.ts";

const typed = (type: string, value: unknown) => ({ id: type, type, [type]: value });
const wordIn = {
  option: z.looseObject({ name: z.string() }),
  date: z.looseObject({ start: z.string() }),
  text: z.array(z.looseObject({ plain_text: z.string() })).transform((parts) => parts.map((part) => part.plain_text).join("")),
};
const words = ["Idea", "Doing", "At risk", "Stuck", "Shipped"];
const STATUS = {
  options: words.map((name) => ({ id: name, name })),
  groups: [["Idea"], ["Doing", "At risk", "Stuck"], ["Shipped"]].map((option_ids, index) => ({
    id: `g${index}`,
    name: `${index}`,
    option_ids,
  })),
};

/** A row of the plan, last edited by Dana a week ago. */
function row(number: number, written: object): NotionPage {
  const page = task(number, { status: "Doing", ...written }, { last_edited_time: "2026-11-16T09:00:00.000Z" });
  Object.assign(page.properties, { ETA: typed("date", null), Blocker: typed("rich_text", []) });
  return page;
}

/** Somebody edits a row by hand. */
function edit(page: NotionPage | undefined, at: string, changes: NotionPage["properties"], by = DANA.id): void {
  assert.ok(page);
  Object.assign(page.properties, changes);
  page.last_edited_time = at;
  page.last_edited_by = { object: "user", id: by };
}

test("A plan in Notion says what its people said, each thing once, and never over what a person wrote there since", async (t) => {
  const notion = await startNotion();
  t.after(() => notion.close());
  notion.users = [ANA, DANA];
  const { properties, ...source } = taskSource();
  const columns = {
    ...properties,
    Status: { id: "status", type: "status", status: STATUS },
    ETA: typed("date", {}),
    Blocker: typed("rich_text", {}),
  };
  notion.sources = [{ ...source, properties: columns }];
  notion.pages = [
    row(1, { name: "User guide", assignee: ANA, due: "2026-11-27" }),
    row(2, { name: "Load test", assignee: ANA, due: "2026-12-01", blockers: [{ id: idOf(5) }] }),
    row(3, { name: "Press kit", assignee: DANA, due: "2026-12-04" }),
    row(4, { name: "Price list", assignee: DANA, due: "2026-12-08", url: "https://example.com/prices" }),
    row(5, { name: "Test bench", assignee: ANA, status: "Shipped" }),
  ];
  const office = await openPlanOffice(t, {
    at: "2026-11-23T08:30:00.000Z",
    definition: planDefinition(
      `notion: { dataSource: ${TASKS}, as: plan, launch: 2026-12-09, columns: { blockedBy: Blocker, dependsOn: Blocked by } }`,
      `{ notion: { dataSource: ${TASKS}, fields: { status: Status, eta: ETA, blocker: Blocker } } }`,
      "notion",
    ),
    // oxlint-disable-next-line no-template-curly-in-string -- as people write it
    connections: { wiki: { ...notion.connection, token: "${env:NOTION}" } },
    env: { NOTION: NOTION_TOKEN },
  });
  notion.now = () => office.clock.now();
  const faults: NotionFault[] = ["drops-after", { status: 409, code: "conflict_error" }, { status: 429, headers: { "retry-after": "3" } }];
  notion.faultOf = ({ method }) => (method === "PATCH" ? faults.shift() : undefined);
  /** How each row stands: its status, its ETA, what it waits for. */
  const plan = () =>
    notion.pages.map(({ properties: { Status, State = Status, ETA, Blocker } }) =>
      [
        wordIn.option.safeParse(State?.["status"]).data?.name,
        wordIn.date.safeParse(ETA?.["date"]).data?.start,
        wordIn.text.parse(Blocker?.["rich_text"]),
      ].join(),
    );
  const errors = async () => (await office.entries("updates")).map(({ state, error }) => error?.code ?? state);

  await office.until("2026-11-23T10:00:00.000Z");
  assert.deepEqual(
    office.questions("ana").map(({ text }) => text.match(/• .*/g)),
    [["• Load test (T-2), due Tue 1 Dec: the plan says in progress", "• User guide (T-1), due Fri 27 Nov: the plan says in progress"]],
  );
  await office.press("ana", "User guide", "at_risk");
  await office.say("dana", "press kit done, price list blocked by legal");
  await office.until("2026-11-23T12:00:00.000Z");
  assert.deepEqual([faults, await errors()], [[], ["sent", "sent", "sent"]]);
  assert.deepEqual(plan(), ["At risk,,", "Doing,,", "Shipped,,", "Stuck,,legal", "Shipped,,"]);
  const made = notion.calls.filter(({ method, status }) => method === "PATCH" && status === 200).map(({ path }) => path);
  assert.deepEqual(
    made,
    [1, 3, 4].map((number) => `pages/${idOf(number)}`),
  );

  // Between what Ana writes and what Chief makes of it Dana edits the same row; and one that was answered goes.
  const [, loadTest, press] = notion.pages;
  edit(loadTest, new Date(office.clock.now() + 60_000).toISOString(), { Status: typed("status", { name: "Stuck" }) });
  await office.say("ana", "load test on track, Thursday");
  assert.ok(press);
  press.in_trash = true;
  await office.until("2026-11-23T15:10:00.000Z");
  assert.deepEqual(plan(), ["At risk,,", "Stuck,,", "Shipped,,", "Stuck,,legal", "Shipped,,"]);
  const digest = office.digest();
  assert.match(digest, /Launch tasks on Wed 9 Dec: 1 of 4 tasks done, 1 at risk, 2 blocked; 1 business day of room/);
  assert.match(digest, /\*Load test\*: on track, ETA Thu 26 Nov: .*; somebody has changed the plan since/);

  const past = await office.history();
  assert.deepEqual(
    past.map(({ key, field, from, to, how, who }) => [key, field, from, to, how, who].join(" | ")),
    [
      "T-1 | status | on_track | at_risk | written | Ana Kovač",
      "T-4 | status | on_track | blocked | written | Dana Reyes",
      "T-4 | blocker |  | legal | written | Dana Reyes",
      "T-3 | status | on_track | done | written | Dana Reyes",
      "T-2 | status |  | on_track | said | Ana Kovač",
      "T-2 | eta |  | 2026-11-26 | said | Ana Kovač",
      "T-2 | status | Doing | Stuck | seen | Dana Reyes",
    ],
  );

  notion.lacks.add("update");
  await office.say("ana", "user guide is done");
  notion.lacks.clear();
  for (const { properties: cells } of [...notion.pages, ...notion.sources]) {
    const { Status } = cells;
    delete cells["Status"];
    Object.assign(cells, { State: Status });
  }
  await office.say("ana", "user guide is blocked by Ben, 1 Dec");
  assert.deepEqual((await errors()).slice(3), ["plan-refused", "plan-no-column"]);
  assert.deepEqual(plan().slice(0, 1), ["At risk,,"]);
  await office.until("2026-11-23T15:30:00.000Z");
  const alerts = office.town.letters
    .filter(({ to }) => to === "USAM")
    .map(({ text }) => text)
    .join("\n");
  assert.match(alerts, /expected Notion to change T-1 User guide, got a connection that may not. Allow wiki to update content/);
  assert.match(alerts, /expected the plan to have a column Status, got .*: name it in the definition as it is called now/);
});

test("A plan in issues of GitHub gets what was said as one comment, which is no news of its tasks itself", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-16T09:00:00.000Z") });
  const github = await startGitHub();
  t.after(() => github.close());
  const open = (title: string, body: string, assignee: string) =>
    github.change("/repos/dana/shop/issues", { title, body, assignees: [assignee], labels: ["launch"] });
  await open("User guide", "Due: 2026-11-27", "sam");
  await open("Load test", "Due: 2026-12-01\n\nblocked by #1", "sam");
  await open("Press kit", "Due: 2026-12-08", "dana");
  const office = await openPlanOffice(t, {
    at: "2026-11-23T08:30:00.000Z",
    definition: planDefinition(
      "github: { repositories: [dana/shop], include: [issues], plan: { label: launch, launch: 2026-12-09 } }",
      "{ github: { repository: dana/shop } }",
      "github",
    ),
    people: { ana: ", github: sam", dana: ", github: dana" },
    // oxlint-disable-next-line no-template-curly-in-string -- as people write it
    connections: { hub: { kind: "github", token: "${env:GITHUB}", api: github.api } },
    env: { GITHUB: github.token },
    passed: (now) => t.mock.timers.setTime(now),
  });
  const faults: GitHubFault[] = ["drops-after", { status: 429, headers: { "retry-after": "2" } }];
  github.faultOf = ({ method, path }) => (method === "POST" && path.endsWith("/comments") ? faults.shift() : undefined);

  await office.until("2026-11-23T10:00:00.000Z");
  const asked = () => (["ana", "dana"] as const).map((person) => office.questions(person).map(({ text }) => text.match(/• .*/g)?.join()));
  assert.deepEqual(asked(), [
    ["• User guide (#1), due Fri 27 Nov: the plan says not started"],
    ["• Press kit (#3), due Tue 8 Dec: the plan says not started"],
  ]);
  await office.press("ana", "User guide", "at_risk");
  await office.say("dana", "press kit done");
  await office.until("2026-11-23T15:10:00.000Z");
  const commentsOn = async (number: number): Promise<number> => {
    const headers = { authorization: `token ${github.token}` };
    const answer = await fetch(`${github.api}/repos/dana/shop/issues/${number}/comments`, { headers });
    return z.array(z.unknown()).parse(await answer.json()).length;
  };
  assert.deepEqual([faults, await commentsOn(1), await commentsOn(2), await commentsOn(3)], [[], 1, 0, 1]);
  assert.match(office.digest(), /launch on Wed 9 Dec: 1 of 3 tasks done, 1 at risk; 6 business days of room/);
  // Who was at risk is asked again, and who is done is not, though both issues have a comment since.
  await office.until("2026-11-25T10:30:00.000Z");
  assert.deepEqual(
    asked().map((each) => each.length),
    [2, 1],
  );
  await github.change("/repos/dana/shop/issues/1", { state: "closed" }, "PATCH");
  await office.until("2026-11-25T15:10:00.000Z");
  assert.match(office.digest(), /2 of 3 tasks done; 6 business days of room/);
  // What it held up may begin, and will be asked about.
  assert.match(office.digest(), /1 question waits for a chance to ask/);
  assert.doesNotMatch(office.digest(), /User guide/);
});

const LAUNCH_PLAN = `---
launch: Spring release
date: 2026-12-09
---

# Before the launch

| Key | Task       | Owner | Status      | Due        | ETA | Depends on |
| --- | ---------- | ----- | ----------- | ---------- | --- | ---------- |
| T-1 | User guide | Ana   | In progress | 2026-11-27 |     |            |
| T-2 | Load test  | Ana   | In progress | 2026-12-01 |     | T-9; T-77  |

- [/] T-3: Press kit @dana due: 2026-12-04
- [ ] T-4: Price list @dana (depends: T-3) due: 2026-12-07
- [x] T-9: Test bench @ana
`;

test("A plan in Markdown keeps its form while tables and checkboxes say what its people said", async (t) => {
  let written = LAUNCH_PLAN;
  const office = await openPlanOffice(t, {
    at: "2026-11-23T08:30:00.000Z",
    definition: planDefinition(
      "files: { paths: [plan], as: plan }",
      "{ file: { path: plan/launch.md, fields: { status: status, eta: eta, blocker: blocked_by } } }",
      "files",
    ),
    files: { "plan/launch.md": LAUNCH_PLAN },
    // What was written to on disk a moment ago was changed now.
    passed(now, folder) {
      const path = join(folder, "plan/launch.md");
      if (readFileSync(path, "utf8") === written) return;
      written = readFileSync(path, "utf8");
      utimesSync(path, new Date(now), new Date(now));
    },
  });
  await office.until("2026-11-23T10:00:00.000Z");
  await office.say("ana", "user guide done, load test at risk, ETA 3 Dec");
  await office.say("dana", "press kit at risk, ETA 8 Dec");
  await office.until("2026-11-23T15:10:00.000Z");
  assert.equal(
    written,
    LAUNCH_PLAN.replace("| In progress | 2026-11-27 |     |", "| done | 2026-11-27 |     |")
      .replace("| In progress | 2026-12-01 |     |", "| at risk | 2026-12-01 | 2026-12-03 |")
      .replace("@dana due: 2026-12-04", "@dana due: 2026-12-04 eta: 2026-12-08"),
  );
  assert.match(office.digest(), /Spring release on Wed 9 Dec: 2 of 5 tasks done, 2 at risk; 1 business day of room/);
  assert.match(office.digest(), /\*Press kit slipped .* put off by 2 business days to Tue 8 Dec.* on the critical path of Spring release/);
  // That the day of what is at risk stands there now is Chief's own doing.
  assert.doesNotMatch(office.digest(), /somebody has changed the plan/);
  assert.match(office.digest(), /\*Load test waits for what its plan does not have\*: T-77 is not in the plan of Spring release/);
  const statuses = (await office.history()).filter(({ field }) => field === "status").map(({ key, to, how }) => `${key} ${to} ${how}`);
  assert.deepEqual(statuses.toSorted(), ["T-1 done written", "T-2 at_risk written", "T-3 at_risk said"]);
});
