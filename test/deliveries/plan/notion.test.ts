import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { createAddresses } from "../../../src/config/addresses.ts";
import type { PlanUpdate } from "../../../src/core/briefing.ts";
import type { SendContext } from "../../../src/core/ports/outside.ts";
import { fieldsLeftIn } from "../../../src/deliveries/plan/receipt.ts";
import { inspectOutgoing } from "../../../src/policy/outgoing.ts";
import { ANA, DANA, idOf, startWorld, task, TASKS, taskSource } from "../../connectors/notion/world.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { NOTION_TOKEN, type NotionFault, type NotionPage } from "../../support/notion-server.ts";
import { changing, sendingPlan } from "./world.ts";

const world = await startWorld();
after(() => world.close());
const { notion } = world;
const planner = { ...notion.connection, token: "${env:TOKEN}" }; // oxlint-disable-line no-template-curly-in-string -- as people write it
const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { planner } };
const plan = await shippedDeliveries(createAddresses(() => book, { TOKEN: NOTION_TOKEN })).load("plan");

const STATUS = {
  options: ["Idea", "In progress", "In review", "At risk", "Stuck", "Shipped"].map((name) => ({ id: name, name })),
  groups: [
    { id: "g1", name: "To-do", option_ids: ["Idea", "Stuck"] },
    { id: "g2", name: "In progress", option_ids: ["In progress", "In review", "At risk"] },
    { id: "g3", name: "Complete", option_ids: ["Shipped"] },
  ],
};
const COLUMNS = {
  Status: { id: "status", type: "status", status: STATUS },
  Health: { id: "health", type: "select", select: { options: [{ name: "On track" }, { name: "Off track" }] } },
  ETA: { id: "eta", type: "date", date: {} },
  Blocker: { id: "blocker", type: "rich_text", rich_text: {} },
  Waiting: { id: "waiting", type: "people", people: {} },
};
const FIELDS = { status: "Status", eta: "ETA", blocker: "Blocker" };
type Changes = PlanUpdate["changes"];
const AT_RISK: Changes = [
  { field: "status", from: "on_track", to: "at_risk" },
  { field: "eta", from: "2026-11-24", to: "2026-11-26" },
  { field: "blocker", from: null, to: "Ben" },
];
const [STATUS_CHANGE] = AT_RISK;
assert.ok(STATUS_CHANGE);

/** A row as it stands before each test: in progress, until Tuesday. */
function docs(changes: Partial<NotionPage["properties"]> = {}): NotionPage {
  const row = task(1, { name: "Docs", status: "In progress" });
  const properties = {
    Health: { id: "health", type: "select", select: null },
    ETA: { id: "eta", type: "date", date: { start: "2026-11-24", end: null, time_zone: null } },
    Blocker: { id: "blocker", type: "rich_text", rich_text: [] },
    Waiting: { id: "waiting", type: "people", people: [] },
  };
  return { ...row, properties: { ...row.properties, ...properties, ...changes } };
}

beforeEach(() => {
  const source = taskSource();
  notion.sources = [{ ...source, properties: { ...source.properties, ...COLUMNS } }];
  notion.pages = [docs(), task(2, { name: "Test", status: "Idea" })];
  notion.faultOf = () => undefined;
  notion.lacks.clear();
  notion.calls.length = 0;
});

async function sending(changes: Changes, fields: object = FIELDS, more: object = {}): Promise<SendContext<unknown>> {
  const { items } = await world.fetch({ dataSource: TASKS, as: "plan" });
  const item = items.find(({ title }) => title === "Docs");
  assert.ok(item);
  notion.calls.length = 0;
  return sendingPlan(plan, { notion: { dataSource: TASKS, fields, ...more } }, changing(item, changes));
}

const patches = () => notion.calls.filter(({ method }) => method === "PATCH").map(({ path, body, status }) => ({ path, body, status }));
const valueOf = (column: string): unknown => {
  const value = notion.pages[0]?.properties[column];
  return value?.[value.type];
};

describe("a plan in Notion", () => {
  it("is changed in one request that has the fields that are named and nothing else", async () => {
    const context = await sending(AT_RISK);
    assert.deepEqual(await plan.send(context), { receipt: `notion:${TASKS}/${idOf(1)}` });
    const properties = {
      Status: { status: { name: "At risk" } },
      ETA: { date: { start: "2026-11-26" } },
      Blocker: { rich_text: [{ text: { content: "Ben" } }] },
    };
    assert.deepEqual(patches(), [{ path: `pages/${idOf(1)}`, body: { properties }, status: 200 }]);
    // The same message once more finds what is told there already.
    assert.deepEqual(await plan.find?.({ ...context, attempt: 2 }), { receipt: `notion:${TASKS}/${idOf(1)}` });
    await plan.send({ ...context, attempt: 2 });
    assert.equal(patches().length, 1);
  });

  it("is read in the new words by the connector", async () => {
    await plan.send(await sending(AT_RISK));
    const { items } = await world.fetch({ dataSource: TASKS, as: "plan" });
    const { status, statusName, eta, columns } = items.find(({ title }) => title === "Docs")?.fields ?? {};
    assert.deepEqual([status, statusName, eta], ["blocked", "At risk", "2026-11-26"]);
    assert.ok(Array.isArray(columns) && columns.includes("Blocker: Ben"));
  });

  it("keeps the beginning of a span, clears what is over, and knows people by their names", async () => {
    notion.pages = [
      docs({
        ETA: { id: "eta", type: "date", date: { start: "2026-11-20", end: "2026-11-24", time_zone: null } },
        Blocker: { id: "blocker", type: "rich_text", rich_text: [{ plain_text: "the lawyers" }] },
      }),
    ];
    await plan.send(
      await sending([
        { field: "eta", from: "2026-11-24", to: "2026-11-26" },
        { field: "blocker", from: "the lawyers", to: null },
      ]),
    );
    assert.deepEqual([valueOf("ETA"), valueOf("Blocker")], [{ start: "2026-11-20", end: "2026-11-26", time_zone: null }, []]);
    await plan.send(await sending([{ field: "blocker", from: null, to: DANA.name }], { blocker: "Waiting" }));
    assert.deepEqual(valueOf("Waiting"), [DANA]);
    const stranger = await sending([{ field: "blocker", from: DANA.name, to: "Nobody" }], { blocker: "Waiting" });
    await assert.rejects(async () => plan.send(stranger), { code: "plan-no-word", message: /knows nobody called Nobody/ });
  });

  it("takes the option that says it, by the definition's words where it has any, and makes none", async () => {
    await plan.send(await sending([{ field: "status", from: null, to: "at_risk" }], { status: "Health" }));
    assert.deepEqual(valueOf("Health"), { id: "Off track", name: "Off track" });
    const done = await sending([{ field: "status", from: "at_risk", to: "done" }], { status: "Health" });
    await assert.rejects(async () => plan.send(done), { code: "plan-no-word", message: /Health has no word for “done”/ });
    await plan.send(await sending([{ ...STATUS_CHANGE, to: "blocked" }], FIELDS, { values: { blocked: "In review" } }));
    assert.deepEqual(valueOf("Status"), { id: "In review", name: "In review" });
  });

  it("leaves what it does not write, and says so", async () => {
    const { receipt } = await plan.send(await sending(AT_RISK, { status: "Assignee", eta: "ETA", blocker: "Blocked by" }));
    assert.match(
      receipt,
      /left as it was: status \(Assignee holds people, and can't tell the status\); blocker \(Blocked by is a column of the type relation/,
    );
    assert.deepEqual(fieldsLeftIn(receipt), ["status", "blocker"]);
    assert.deepEqual(patches()[0]?.body, { properties: { ETA: { date: { start: "2026-11-26" } } } });
  });

  it("changes nothing where a column that the definition names is called otherwise by now, and says which", async () => {
    const context = await sending(AT_RISK);
    const { Status, ...others } = docs().properties;
    assert.ok(Status);
    notion.pages = [{ ...docs(), properties: { State: Status, ...others } }];
    await assert.rejects(async () => plan.send(context), { code: "plan-no-column", message: /a column Status, got State, Name/ });
    assert.deepEqual(patches(), []);
  });

  it("changes nothing where one field was changed since, whichever word it says now", async () => {
    const context = await sending(AT_RISK);
    notion.pages = [docs({ Status: { id: "status", type: "status", status: { name: "In review" } } })];
    await assert.rejects(async () => plan.send(context), { code: "plan-moved", message: /Status “In review”/ });
    assert.equal(await plan.find?.(context), undefined);
    assert.deepEqual(patches(), []);
  });

  it("changes nothing on a page that somebody edited after the answer, save where that was the connection itself", async () => {
    const context = await sending(AT_RISK);
    notion.pages = [{ ...docs(), last_edited_time: "2026-11-20T09:05:00.000Z", last_edited_by: { object: "user", id: ANA.id } }];
    await assert.rejects(async () => plan.send(context), { code: "plan-moved", message: /newer than what was told/ });
    assert.deepEqual(patches(), []);
    notion.pages = [{ ...docs(), last_edited_time: "2026-11-20T09:05:00.000Z", last_edited_by: { object: "user", id: "bot-1" } }];
    await plan.send(context);
    assert.equal(patches().length, 1);
  });

  it("touches no page of another data source, none that was removed, and asks nothing about it", async () => {
    const context = await sending(AT_RISK);
    const { update } = context.briefing;
    assert.ok(update);
    const elsewhere = { ...update.item, id: `notion:${idOf(9, "d")}/${idOf(1)}` };
    await assert.rejects(async () => plan.send({ ...context, briefing: { ...context.briefing, update: { ...update, item: elsewhere } } }), {
      code: "plan-elsewhere",
    });
    assert.deepEqual(notion.calls, []);
    notion.pages = [{ ...docs(), parent: { type: "data_source_id", data_source_id: idOf(9, "d") } }];
    await assert.rejects(async () => plan.send(context), { code: "plan-gone" });
    notion.pages = [{ ...docs(), in_trash: true }];
    await assert.rejects(async () => plan.send(context), { code: "plan-gone" });
    assert.deepEqual(patches(), []);
  });

  it("names the capability that is missing, and what Notion says of a value", async () => {
    const context = await sending(AT_RISK);
    notion.lacks.add("update");
    await assert.rejects(async () => plan.send(context), { code: "plan-refused", hint: /Allow planner to update content/ });
    notion.lacks.clear();
    notion.faultOf = ({ method }) => (method === "PATCH" ? { status: 400, code: "validation_error" } : undefined);
    await assert.rejects(async () => plan.send(context), { code: "plan-refused", message: /validation_error: refused/ });
    notion.faultOf = () => ({ status: 401, code: "unauthorized" });
    await assert.rejects(async () => plan.send(context), { code: "reauth-needed" });
    notion.faultOf = () => ({ status: 404, code: "object_not_found" });
    await assert.rejects(async () => plan.send(context), { code: "plan-refused", hint: /Connections/ });
  });

  it("shows beforehand what would change, and nothing that leaves has a link of the reply's", async () => {
    const { briefing, options } = await sending([{ field: "blocker", from: null, to: "see https://evil.example now" }]);
    const { text, exact } = plan.preview(briefing, options);
    assert.match(
      text,
      /^Docs \(T-1\), in the data source .* in Notion: blocker from none to see https\(:\)\/\(\/\)evil\(\.\)example now, because/,
    );
    assert.doesNotThrow(() => inspectOutgoing(exact, { urls: [], recipients: [], secrets: [] }));
  });
});

/** What becomes of the request that changes a page, once each. */
const FAULTS: readonly NotionFault[] = [
  "drops",
  "drops-after",
  ...[500, 502, 503, 504].map((status) => ({ status, code: "service_unavailable" })),
  { status: 409, code: "conflict_error" },
  { status: 429, code: "rate_limited", headers: { "retry-after": "2" } },
  { status: 529, code: "service_overload" },
  { status: 502, text: "<html>bad gateway</html>" },
];

describe("a change in Notion of unknown end", () => {
  for (const [number, fault] of [...FAULTS, ...FAULTS].entries()) {
    const [name, isRead] = [typeof fault === "string" ? fault : `answers ${fault.status}`, number >= FAULTS.length];
    it(`is there once where Notion ${name} to the ${isRead ? "look before" : "change"}`, async () => {
      const context = await sending(AT_RISK);
      let failures = 1;
      notion.faultOf = ({ method }) => ((method === "PATCH") !== isRead && failures-- > 0 ? fault : undefined);
      await assert.rejects(async () => plan.send(context), { code: /^(?:delivery-unsure|notion-busy|notion-unreachable)$/ });
      const found = await plan.find?.({ ...context, attempt: 2 });
      assert.equal(found !== undefined, fault === "drops-after" && !isRead);
      if (!found) await plan.send({ ...context, attempt: 2 });
      assert.deepEqual(
        [valueOf("Status"), valueOf("ETA")],
        [
          { id: "At risk", name: "At risk" },
          { start: "2026-11-26", end: null, time_zone: null },
        ],
      );
      assert.equal(patches().filter(({ status }) => status === 200).length, 1);
    });
  }

  it("is not made again over what somebody wrote meanwhile", async () => {
    const context = await sending(AT_RISK);
    notion.faultOf = ({ method }) => (method === "PATCH" ? "drops-after" : undefined);
    await assert.rejects(async () => plan.send(context), { code: "delivery-unsure" });
    notion.faultOf = () => undefined;
    notion.pages = [docs({ Status: { id: "status", type: "status", status: { name: "Shipped" } } })];
    assert.equal(await plan.find?.({ ...context, attempt: 2 }), undefined);
    await assert.rejects(async () => plan.send({ ...context, attempt: 2 }), { code: "plan-moved" });
    assert.deepEqual(valueOf("Status"), { name: "Shipped" });
  });
});
