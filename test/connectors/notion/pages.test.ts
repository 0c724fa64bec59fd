import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { REAUTH_NEEDED } from "../../../src/core/connection.ts";
import { commentsIn, documentsIn } from "../../../src/core/kinds/document.ts";
import { toStoredError } from "../../../src/core/errors.ts";
import { createFakeClock, until } from "../../support/clock.ts";
import { NOTION_TOKEN, type NotionFault } from "../../support/notion-server.ts";
import { ANA, DANA, TASKS, callsTo, idOf, page, startWorld, task, taskSource } from "./world.ts";

const clock = createFakeClock();
const world = await startWorld(clock);
const { notion } = world;
after(() => world.close());
beforeEach(() => {
  notion.sources = [taskSource()];
  notion.pages = [page(1, "Plan of the launch"), page(2, "Numbers", { last_edited_time: "2026-11-19T09:00:00.000Z" })];
  notion.texts = new Map([[idOf(1), { markdown: "# Plan\n\nWe ship on Friday." }]]);
  notion.comments = new Map();
  notion.hidden.clear();
  notion.lacks.clear();
  notion.faultOf = () => undefined;
  notion.owner = undefined;
  notion.calls.length = 0;
  world.user = "ana@example.com";
});

function comment(number: number, said: string, by: { id: string }, at: string, names?: { id: string }): object {
  const mention = names ? [{ plain_text: "@you ", mention: { type: "user", user: { id: names.id } } }] : [];
  return {
    ...{ object: "comment", id: idOf(number, "e"), discussion_id: idOf(1, "f"), created_by: { object: "user", id: by.id } },
    ...{ created_time: at, last_edited_time: at, rich_text: [...mention, { plain_text: said }] },
  };
}

describe("pages that were edited lately", () => {
  it("are told with what stands on them, who edited them, and which data sources can be named", async () => {
    notion.pages.push(page(3, "Long ago", { last_edited_time: "2026-10-01T09:00:00.000Z" }));
    const { items, notes, failures } = await world.fetch({});
    assert.deepEqual(failures, []);
    const documents = documentsIn(items);
    assert.deepEqual(
      documents.map(({ item, type, modifiedBy }) => [item.title, type, modifiedBy, item.body]),
      [
        ["Plan of the launch", "page", "Dana Reyes", "# Plan\n\nWe ship on Friday."],
        ["Numbers", "page", "Dana Reyes", ""],
        ["Launch tasks", "data source", null, ""],
      ],
    );
    assert.deepEqual(notes, [`Data sources that can be named under dataSource: Launch tasks (${TASKS}).`]);
  });

  it("are read again only where they have changed, or may have within the minute", async () => {
    const first = await world.fetch({});
    assert.equal(callsTo(notion, /markdown$/).length, 2);
    notion.calls.length = 0;
    const second = await world.fetchAgain(first, {});
    assert.deepEqual([callsTo(notion, /markdown$/).length, second.items[0]?.body], [0, "# Plan\n\nWe ship on Friday."]);
    notion.texts.set(idOf(2), { markdown: "Twelve" });
    notion.pages[1] = page(2, "Numbers", { last_edited_time: "2026-11-20T08:57:00.000Z" });
    const third = await world.fetchAgain(second, {});
    notion.texts.set(idOf(2), { markdown: "Thirteen" });
    const fourth = await world.fetchAgain(third, {});
    assert.deepEqual(
      [third, fourth].map(({ items }) => items.find(({ title }) => title === "Numbers")?.body),
      ["Twelve", "Thirteen"],
    );
    assert.deepEqual(
      callsTo(notion, /markdown$/).map(({ path }) => path),
      Array(2).fill(`pages/${idOf(2)}/markdown`),
    );
  });

  it("are cut where they are long, with a word; what is left unread is read by the next run", async () => {
    notion.texts.set(idOf(1), { markdown: "word ".repeat(5_000) });
    const { items, notes } = await world.fetch({});
    assert.equal(items[0]?.body.length, 10_000);
    assert.ok(notes.includes("Read only the beginning of 1 long page in Notion."));
    notion.pages = Array.from({ length: 105 }, (_, number) => page(number, `Page ${number}`));
    const many = await world.fetch({});
    assert.ok(many.notes.includes("Left what stands on 5 pages in Notion to the next run."));
    notion.calls.length = 0;
    assert.deepEqual((await world.fetchAgain(many, {})).notes, []);
    assert.equal(callsTo(notion, /markdown$/).length, 5);
  });

  it("show open comments that name me, whether I have answered, and those of others not at all", async () => {
    notion.comments.set(idOf(1), [
      comment(1, "is Friday still right?", DANA, "2026-11-19T10:00:00.000Z", ANA),
      comment(2, "nothing for you", DANA, "2026-11-19T11:00:00.000Z"),
    ]);
    notion.comments.set(idOf(2), [comment(3, "for Dana", ANA, "2026-11-19T10:00:00.000Z", DANA)]);
    const first = await world.fetch({});
    const [mention, ...others] = commentsIn(first.items);
    assert.deepEqual(
      [mention?.item.title, mention?.documentTitle, mention?.answered, mention?.replies, mention?.item.actors[0]?.name, others],
      ["@you is Friday still right?", "Plan of the launch", false, 1, "Dana Reyes", []],
    );
    notion.comments.get(idOf(1))?.push(comment(4, "yes", ANA, "2026-11-19T12:00:00.000Z"));
    assert.equal(commentsIn((await world.fetchAgain(first, {})).items)[0]?.answered, true);
  });
});

describe("what the connection may not", () => {
  const SHARE = /press ••• at the top right, Connections, and choose the connection/;

  it("a data source that is not shared is said to be so, with where to click, and the others are read", async () => {
    const other = idOf(2, "d");
    notion.sources = [taskSource(), taskSource({ id: other })];
    notion.hidden.add(other);
    notion.pages = [task(1)];
    const { items, failures } = await world.fetch({ dataSource: [TASKS, other] });
    assert.deepEqual([items.length, failures.map(({ what }) => what)], [1, [`the data source ${other}`]]);
    assert.match(failures[0]?.error ?? "", /not shared with the connection/);
    assert.match(failures[0]?.hint ?? "", SHARE);
  });

  it("nothing at all being shared is no quiet day", async () => {
    notion.pages = [];
    notion.sources = [];
    const { failures } = await world.fetch({});
    assert.match(failures[0]?.error ?? "", /not a single page: none is shared with it/);
    assert.match(failures[0]?.hint ?? "", SHARE);
  });

  it("an empty table is said to be empty", async () => {
    notion.pages = [];
    assert.deepEqual((await world.fetch({ dataSource: TASKS, as: "tasks" })).notes, ["Launch tasks in Notion has no row."]);
  });

  it("comments it may not read are named once, pages being read", async () => {
    notion.lacks.add("comments");
    const { items, failures } = await world.fetch({});
    assert.equal(items.length, 3);
    assert.deepEqual(
      failures.map(({ what, error }) => [what, error]),
      [["comments that name you", "the connection lacks the capability for it"]],
    );
  });

  it("without user information nobody has a name, and whose tasks are mine is not known", async () => {
    notion.lacks.add("users");
    const { items, failures, me } = await world.fetch({});
    assert.deepEqual([items[0]?.actors, me], [[], []]);
    assert.match(failures[0]?.hint ?? "", /read user information including email addresses/);
  });

  it("without addresses the owner is not found by one", async () => {
    notion.lacks.add("emails");
    const { failures } = await world.fetch({});
    assert.match(failures[0]?.error ?? "", /nobody whose address Notion shows/);
  });
});

const PAGE = "<html><body>Please sign in to this network</body></html>";
const NOTHING = '{"object":"list","results":[],"has_more":false,"next_cursor":null}';
const WRONG = { object: "list", results: 7, properties: 5, id: [], bot: "none" };
/** What Notion can do in the place of an answer, and what that is told as. */
const FAULTS: Readonly<Record<string, readonly [NotionFault, code: string, message: RegExp]>> = {
  ended: [{ status: 401, code: "unauthorized" }, REAUTH_NEEDED, /expected Notion to take the token of wiki, got a refusal/],
  "busy for an hour": [{ status: 429, code: "rate_limited", headers: { "retry-after": "3600" } }, "notion-busy", /the wish for a pause/],
  overloaded: [{ status: 529, code: "service_overload", headers: { "retry-after": "60" } }, "notion-busy", /the wish for a pause/],
  conflict: [{ status: 409, code: "conflict_error" }, "notion-unreachable", /got status 409/],
  "an error of Notion's": [{ status: 500, code: "internal_server_error" }, "notion-unreachable", /got status 500/],
  dropped: ["drops", "notion-unreachable", /got no answer/],
  page: [{ status: 200, text: PAGE }, "notion-unreachable", /got no answer/],
  "forbidding page": [{ status: 403, text: PAGE }, "notion-unreachable", /got no answer/],
  half: [{ status: 200, text: '{"object":"list","results":[{"id":' }, "notion-unreachable", /got no answer/],
  endless: [{ status: 200, text: `${NOTHING}${" ".repeat(33 * 1_048_576)}` }, "notion-unreachable", /got no answer/],
  empty: [{ status: 200, answer: {} }, "notion-unreachable", /got something else/],
  wrong: [{ status: 200, answer: WRONG }, "notion-unreachable", /got something else/],
};

describe("faults", () => {
  for (const [name, [fault, code, message]] of Object.entries(FAULTS)) {
    it(`${name}: is told as what it is, tried once, and shows no secret`, async () => {
      notion.faultOf = () => fault;
      const error = await world.fetch().then(
        () => assert.fail("expected a failure"),
        (thrown: unknown) => thrown,
      );
      const stored = toStoredError(error);
      assert.deepEqual([stored.code, notion.calls.length], [code, 1]);
      assert.match(stored.message, message);
      assert.notEqual(stored.hint ?? "", "");
      assert.ok(!JSON.stringify([stored, String(error)]).includes(NOTION_TOKEN));
    });
  }

  it("hanging: ends when it is told to", async () => {
    notion.faultOf = () => "hangs";
    const stopping = new AbortController();
    const fetched = world.fetch({}, { signal: stopping.signal });
    await notion.hanging();
    stopping.abort(new Error("told to stop"));
    await assert.rejects(fetched, /told to stop/);
  });

  it("a short pause is kept, and nothing is missing", async () => {
    let left = 1;
    notion.faultOf = ({ path }) =>
      path.endsWith("markdown") && left-- > 0 ? { status: 429, code: "rate_limited", headers: { "retry-after": "5" } } : undefined;
    const fetching = world.fetch({});
    await until(() => clock.waiting > 0, "the pause to have begun");
    await clock.advance(5_000);
    const { items, failures } = await fetching;
    assert.deepEqual([items.length, failures, items[0]?.body.length], [3, [], 26]);
  });

  it("a long pause in the middle keeps what was read, and says what is missing", async () => {
    notion.faultOf = ({ path }) =>
      path.endsWith("markdown") ? { status: 429, code: "rate_limited", headers: { "retry-after": "600" } } : undefined;
    const { items, failures, cursor } = await world.fetch({}, { timezone: "Europe/Berlin" });
    assert.equal(items.length, 3);
    assert.match(failures[0]?.error ?? "", /counts calls and asks for a pause until Fri 20 Nov 09:10$/);
    notion.faultOf = () => undefined;
    const next = await world.fetchAgain({ items, failures, notes: [], cursor }, {});
    assert.deepEqual([next.failures, next.items[0]?.body], [[], "# Plan\n\nWe ship on Friday."]);
  });

  it("one page whose text can't be read costs no other, keeps its last text, and is read the next time", async () => {
    const first = await world.fetch({});
    notion.pages[0] = page(1, "Plan of the launch", { last_edited_time: "2026-11-20T08:10:00.000Z" });
    notion.texts.set(idOf(1), { markdown: "New" });
    notion.faultOf = ({ path }) =>
      path === `pages/${idOf(1)}/markdown` ? { status: 200, text: '{"object":"page_markdown","markdown":"Ne' } : undefined;
    const second = await world.fetchAgain(first, {});
    const bodyOf = ({ items }: typeof second): string | undefined => items.find(({ title }) => title === "Plan of the launch")?.body;
    assert.deepEqual(
      [second.failures.map(({ what }) => what), bodyOf(second)],
      [["what stands on Plan of the launch"], "# Plan\n\nWe ship on Friday."],
    );
    notion.faultOf = () => undefined;
    const third = await world.fetchAgain(second, {});
    assert.deepEqual([third.failures, bodyOf(third)], [[], "New"]);
  });

  it("half of a table is told as half, and a list that leads in circles as none", async () => {
    notion.pages = Array.from({ length: 150 }, (_, number) => task(number));
    notion.faultOf = ({ body }) => (body["start_cursor"] === undefined ? undefined : { status: 400, code: "validation_error" });
    const { items, failures } = await world.fetch({ dataSource: TASKS, as: "tasks" });
    assert.deepEqual([items.length, failures.length], [100, 1]);
    const circle = { object: "list", results: [task(1)], has_more: true, next_cursor: "again" };
    notion.faultOf = ({ path }) => (path.endsWith("query") ? { status: 200, answer: circle } : undefined);
    await assert.rejects(world.fetch(), /got a list without an end/);
  });

  it("an entry that is none is named, the others are told", async () => {
    const answer = { object: "list", results: [task(1), { object: "page", id: idOf(2) }], has_more: false, next_cursor: null };
    notion.faultOf = ({ path }) => (path.endsWith("query") ? { status: 200, answer } : undefined);
    const { items, failures } = await world.fetch();
    assert.equal(items.length, 1);
    assert.match(failures[0]?.error ?? "", /every entry to have an id and a time, got 1 without/);
  });
});

it("no call is one that writes, and each names the version that is pinned", async () => {
  notion.pages.push(task(9));
  notion.calls.length = 0;
  await world.fetch({});
  await world.fetch({ dataSource: TASKS, as: "pages" });
  const reading = /^(?:GET (?:users|pages|data_sources|databases|comments)(?:\/|$)|POST (?:search|data_sources\/[\w-]+\/query)$)/;
  assert.ok(notion.calls.length > 10);
  assert.deepEqual(
    notion.calls.filter(({ method, path, version }) => !reading.test(`${method} ${path}`) || version !== "2026-03-11"),
    [],
  );
});
