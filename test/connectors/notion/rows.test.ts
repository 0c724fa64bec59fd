import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { launchesIn, planTasksIn } from "../../../src/core/kinds/launch.ts";
import { rolloutsIn } from "../../../src/core/kinds/rollout.ts";
import type { NotionSource } from "../../support/notion-server.ts";
import { ANA, DANA, TASKS, callsTo, idOf, startWorld, task, taskSource } from "./world.ts";

const world = await startWorld();
const { notion } = world;
after(() => world.close());
beforeEach(() => {
  notion.sources = [taskSource()];
  notion.databases = [];
  notion.pages = [];
  notion.hidden.clear();
  notion.lacks.clear();
  notion.users = [ANA, DANA];
  notion.calls.length = 0;
  world.user = "ana@example.com";
});

function titles({ items }: Fetched): string[] {
  return items.map(({ title }) => title).toSorted();
}

describe("the rows of a data source", () => {
  it("come over three pages, each once, by pages of a hundred", async () => {
    notion.pages = Array.from({ length: 250 }, (_, number) => task(number));
    const { items, failures } = await world.fetch({ dataSource: TASKS, as: "tasks" });
    assert.deepEqual([items.length, failures], [250, []]);
    const queries = callsTo(notion, /query$/);
    assert.deepEqual(
      queries.map(({ body }) => [body["page_size"], body["start_cursor"]]),
      [
        [100, undefined],
        [100, "cursor-100"],
        [100, "cursor-200"],
      ],
    );
  });

  it("are cut at max with a word, and of a table that was cut nothing counts as gone", async () => {
    notion.pages = Array.from({ length: 12 }, (_, number) => task(number));
    const cut = await world.fetch({ dataSource: TASKS, as: "tasks", max: 10 });
    assert.equal(cut.items.length, 10);
    assert.deepEqual(cut.notes, ["Read only 10 rows of Launch tasks in Notion: raise max, or narrow it with filter."]);
    assert.deepEqual(cut.covers?.within, []);
    assert.equal((await world.fetch({ dataSource: TASKS, as: "tasks", max: 12 })).covers, undefined);
  });

  it("are tasks where the table has a state, people and dates, and that is said once", async () => {
    notion.pages = [
      task(1, { name: "Sign the contract", status: "Doing", due: "2026-11-24", assignee: ANA }),
      task(2, { name: "Ship it", status: "Stuck", blockers: [{ id: idOf(1) }], due: { start: "2026-11-23", end: "2026-11-27" } }),
      task(3, { name: "Old idea", status: "Won't do" }),
      task(4, { name: "Done", status: "Shipped", due: { start: "2026-11-23T23:30:00.000-05:00", end: null, time_zone: null } }),
    ];
    const first = await world.fetch();
    const rows = Object.fromEntries(first.items.map((item) => [item.title, item]));
    const told = (title: string): unknown[] =>
      ["status", "owner", "due", "blockedBy", "statusName"].map((field) => rows[title]?.fields[field] ?? null);
    assert.deepEqual(told("Sign the contract"), ["in_progress", "Ana Kovač", "2026-11-24", null, "Doing"]);
    assert.deepEqual(told("Ship it"), ["blocked", null, "2026-11-27", "Sign the contract", "Stuck"]);
    assert.deepEqual(told("Old idea").slice(0, 1), ["cancelled"]);
    assert.deepEqual(told("Done").slice(0, 3), ["done", null, "2026-11-24"]);
    assert.deepEqual(rows["Sign the contract"]?.actors, [
      { name: "Ana Kovač", email: "ana@example.com", account: `notion:${ANA.id}`, role: "owner" },
    ]);
    assert.ok(rows["Ship it"]?.fields["columns"]?.toString().includes("Id: T-2"));
    assert.match(first.notes.join(), /^Reads Launch tasks in Notion as tasks, since it has columns/);
    assert.deepEqual((await world.fetchAgain(first)).notes, []);
  });

  it("are what the definition says, columns being named where their names do not tell", async () => {
    const properties: NotionSource["properties"] = {
      Titel: { id: "title", type: "title", title: {} },
      Stand: { id: "s", type: "status", status: { options: [{ id: "1", name: "Läuft" }], groups: [{}, { option_ids: ["1"] }, {}] } },
      DRI: { id: "p", type: "people", people: {} },
      Share: { id: "x", type: "select", select: {} },
    };
    notion.sources = [taskSource({ properties })];
    const typed = (type: string, value: unknown): { type: string } => ({ type, [type]: value });
    const row = task(1);
    row.properties = {
      Titel: typed("title", [{ plain_text: "Guest checkout" }]),
      Stand: typed("status", { name: "Läuft" }),
      DRI: typed("people", [{ object: "user", id: DANA.id }]),
      Share: typed("select", { name: "50 %" }),
    };
    notion.pages = [row];
    const { items, notes } = await world.fetch({ dataSource: TASKS, as: "rollouts", columns: { owner: "DRI", stage: "Share" } });
    const [rollout] = rolloutsIn(items);
    assert.deepEqual([rollout?.state, rollout?.stage, rollout?.item.title], ["running", "50 %", "Guest checkout"]);
    assert.deepEqual([rollout?.item.actors[0]?.name, notes], ["Dana Reyes", []]);
    const { failures } = await world.fetch({ dataSource: TASKS, as: "rollouts", columns: { owner: "DRY" } });
    assert.match(failures[0]?.error ?? "", /expected columns to name a column of it, got "DRY"/);
    assert.equal(failures[0]?.hint, "Did you mean DRI? Its columns are Titel, Stand, DRI and Share.");
  });

  it("are seen to be gone, in the trash, or of another state at the next fetch", async () => {
    notion.pages = [task(1), task(2), task(3)];
    const first = await world.fetch();
    notion.pages = [task(1, {}, { in_trash: true }), task(2, { status: "Doing" }, { last_edited_time: "2026-11-20T08:30:00.000Z" })];
    const second = await world.fetchAgain(first);
    assert.deepEqual(titles(second), ["Task 2"]);
    assert.deepEqual([second.items[0]?.fields["status"], second.covers], ["in_progress", undefined]);
  });

  it("can be asked for by the database that holds them; where it holds several, these are named", async () => {
    const database = idOf(9, "b");
    notion.pages = [task(1)];
    notion.databases = [{ id: database, title: "Launch", sources: [TASKS] }];
    assert.deepEqual(titles(await world.fetch({ dataSource: `https://www.notion.so/acme/Launch-${database.replaceAll("-", "")}?v=1` })), [
      "Task 1",
    ]);
    notion.databases = [{ id: database, title: "Launch", sources: [TASKS, idOf(2, "d")] }];
    const { items, failures } = await world.fetch({ dataSource: database });
    assert.deepEqual(items, []);
    assert.match(failures[0]?.error ?? "", /got that of the database Launch, which has 2 of them/);
    assert.match(failures[0]?.hint ?? "", new RegExp(`Launch tasks is ${TASKS}`));
  });
});

/** Written as people do, and whose tasks come. */
const FILTERS: readonly (readonly [name: string, filter: unknown, found: readonly number[]])[] = [
  ["a status", { Status: "Doing" }, [1]],
  ["one of several", { Status: ["Doing", "Idea"] }, [1, 2]],
  ["none of several", { Status: { not: ["Doing", "Idea"] } }, [3]],
  ["me", { Assignee: "me" }, [1]],
  ["somebody by address", { Assignee: "dana@example.com" }, [2]],
  ["nobody", { Assignee: { empty: true } }, [3]],
  ["before a day", { Due: { before: "2026-11-22" } }, [1]],
  ["between two days", { Due: { after: "2026-11-21", before: "2026-11-30" } }, [2]],
  ["without a day", { Due: { empty: true } }, [3]],
  ["a day", { Due: "2026-11-21" }, [1]],
  ["words of the title", { Name: { contains: "contract" } }, [1]],
  ["words of a text", { rich_text: { contains: "vendor" } }, [2]],
  ["a number", { number: { after: 3 } }, [2]],
  ["an id", { Id: { before: 2 } }, [1]],
  ["a mark", { checkbox: true }, [2]],
  ["no mark", { checkbox: { not: true } }, [1, 3]],
  ["a choice", { select: "High" }, [1]],
  ["a tag", { multi_select: "EU" }, [1, 2]],
  ["not a tag", { multi_select: { not: "EU" } }, [3]],
  ["what it hangs on", { "Blocked by": idOf(1) }, [2]],
  ["an address", { email: "x@acme.example" }, [1]],
  ["a link", { url: { empty: false } }, [1]],
  ["a file", { files: { empty: false } }, [3]],
  ["who edited it", { last_edited_by: "dana@example.com" }, [1, 2, 3]],
  ["when it was made", { created_time: { before: "2026-11-01" } }, []],
  ["a formula of words", { formula: "late" }, [1]],
  ["a formula of numbers", { formula: { after: 5 } }, [2]],
  ["a rollup of words", { rollup: { contains: "Acme" } }, [3]],
  ["several columns, in any case", { status: "Doing", assignee: "me" }, [1]],
  [
    "a filter of Notion's own",
    {
      or: [
        { property: "Status", status: { equals: "Doing" } },
        { property: "checkbox", checkbox: { equals: true } },
      ],
    },
    [1, 2],
  ],
  ["a time of Notion's own", { timestamp: "last_edited_time", last_edited_time: { after: "2026-11-01" } }, [1, 2, 3]],
];

describe("a filter as people write it becomes Notion's own, by the type of each column", () => {
  const rows = () => [
    task(1, {
      ...{ name: "Sign the contract", status: "Doing", assignee: ANA, due: "2026-11-21", number: 1, select: "High", tags: ["EU", "US"] },
      ...{ email: "x@acme.example", url: "https://acme.example", formula: { type: "string", string: "late" } },
    }),
    task(2, {
      ...{ status: "Idea", assignee: DANA, due: "2026-11-28", number: 5, checkbox: true, tags: ["EU"], text: "ask the vendor" },
      ...{ blockers: [{ id: idOf(1) }], formula: { type: "number", number: 8 } },
    }),
    task(3, {
      ...{ status: "Shipped", files: ["a.pdf"] },
      rollup: { type: "array", function: "show_original", array: [{ type: "rich_text", rich_text: [{ plain_text: "Acme Corp" }] }] },
    }),
  ];
  for (const [name, filter, found] of FILTERS) {
    it(name, async () => {
      notion.pages = rows();
      const { items, failures } = await world.fetch({ dataSource: TASKS, as: "tasks", filter });
      assert.deepEqual(failures, []);
      assert.deepEqual(
        items.map(({ id }) => Number(id.slice(-12))).toSorted((a, b) => a - b),
        [...found],
      );
    });
  }

  const refusals: readonly (readonly [name: string, grant: object, error: RegExp, hint: RegExp])[] = [
    [
      "an unknown column",
      { filter: { Statsu: "Doing" } },
      /expected filter to name a column of it, got "Statsu"/,
      /^Did you mean Status\? Its columns are Name, Assignee/,
    ],
    [
      "an unknown column to sort by",
      { sort: { Deu: "ascending" } },
      /expected sort to name a column of it, got "Deu"/,
      /Did you mean Due\?/,
    ],
    [
      "a word that does not suit the column",
      { filter: { Status: { before: "2026-01-01" } } },
      /the column Status, which is of type status, got before/,
      /asked for is, not and empty/,
    ],
    ["words for a number", { filter: { number: "many" } }, /of type number, got "many"/, /before/],
    [
      "somebody unknown",
      { filter: { Assignee: "eve@example.com" } },
      /somebody whom Notion knows, got "eve@example.com"/,
      /address at Notion/,
    ],
    [
      "Notion's own with a mistake",
      { filter: { property: "Nope", status: { equals: "x" } } },
      /Could not find property with name or id: Nope/,
      /Check filter/,
    ],
  ];
  for (const [name, grant, error, hint] of refusals) {
    it(`${name} is a clear failure`, async () => {
      notion.pages = rows();
      const { items, failures } = await world.fetch({ dataSource: TASKS, ...grant });
      assert.equal(items.length, 0);
      assert.match(failures[0]?.error ?? "", error);
      assert.match(failures[0]?.hint ?? "", hint);
    });
  }

  it("me is nobody where the connection is nobody's own, until the configuration says who", async () => {
    world.user = undefined;
    notion.pages = rows();
    const { failures } = await world.fetch({ dataSource: TASKS, filter: { Assignee: "me" } });
    assert.match(failures[0]?.hint ?? "", /`user:` of the connection/);
    notion.owner = DANA;
    const own = await world.fetch({ dataSource: TASKS, filter: { Assignee: "me" } });
    notion.owner = undefined;
    assert.deepEqual([titles(own), own.me], [["Task 2"], [{ account: `notion:${DANA.id}`, email: "dana@example.com" }]]);
  });

  it("rows come in the order that is asked for", async () => {
    notion.pages = rows();
    await world.fetch({ dataSource: TASKS, sort: { due: "ascending" } });
    assert.deepEqual(callsTo(notion, /query$/)[0]?.body["sorts"], [{ property: "Due", direction: "ascending" }]);
  });
});

describe("a plan in a data source", () => {
  it("leads to the day that the definition names, is called as the data source is, and its relations are what tasks wait for", async () => {
    notion.pages = [task(1, { name: "Docs", status: "Doing", assignee: ANA }), task(2, { name: "Test", blockers: [{ id: idOf(1) }] })];
    const { items, failures } = await world.fetch({ dataSource: TASKS, as: "plan", launch: "2026-12-01" });
    assert.deepEqual(failures, []);
    assert.deepEqual(
      launchesIn(items).map(({ item, plan, date }) => [item.title, plan, date]),
      [["Launch tasks", "Launch tasks", "2026-12-01"]],
    );
    assert.deepEqual(
      planTasksIn(items).map(({ key, plan, dependsOn, statusName }) => [key, plan, dependsOn, statusName]),
      [
        ["T-1", "Launch tasks", [], "Doing"],
        ["T-2", "Launch tasks", ["Docs"], null],
      ],
    );
    assert.equal(world.connector.schema.safeParse({ dataSource: TASKS, as: "tasks", launch: "2026-12-01" }).success, false);
  });
});
