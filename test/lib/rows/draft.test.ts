import assert from "node:assert/strict";
import { test } from "node:test";
import { feedbackIn } from "../../../src/core/kinds/feedback.ts";
import { incidentsIn } from "../../../src/core/kinds/incident.ts";
import { launchesIn, planTasksIn } from "../../../src/core/kinds/launch.ts";
import { rolloutsIn } from "../../../src/core/kinds/rollout.ts";
import type { Cell, Row, RowForm } from "../../../src/core/row.ts";
import { sealItem } from "../../../src/lib/hash.ts";
import { draftOfRow, fieldsOfForm } from "../../../src/lib/rows/draft.ts";
import type { Place } from "../../../src/lib/rows/place.ts";

const PLACE: Place = { source: "files", prefix: "files:plan/spring.csv#", name: "plan/spring.csv", timezone: "Europe/Madrid" };
const UPDATED = "2026-11-18T09:00:00.000Z";

function row(cells: Readonly<Record<string, Cell>>, more: Partial<Row> = {}): Row {
  return { id: "r1", updatedAt: UPDATED, ...more, cells: new Map(Object.entries(cells)) };
}

function read(form: RowForm, cells: Readonly<Record<string, Cell>>, place: Partial<Place> = {}, more: Partial<Row> = {}) {
  const { item, remarks } = draftOfRow(form, row(cells, more), { ...PLACE, ...place });
  assert.ok(item, "expected an Item");
  return { item: sealItem(item), fields: item.fields, remarks };
}

test("a task is known by the columns and the status words of common trackers", () => {
  const trackers: [Record<string, Cell>, string][] = [
    [{ "Task name": "Ship it", Assignee: "Ana", "Due Date": "2026-11-20", Status: "In Progress" }, "in_progress"],
    [{ Name: "Ship it", DRI: "@Ana", Deadline: "20 Nov 2026", State: "Not started" }, "todo"],
    [{ TASK: "Ship it", Who: "Ana", "Ship date": "20.11.2026", Status: "On hold" }, "blocked"],
    [{ what: "Ship it", owner: "Ana", due: "Nov 20th, 2026", done: true }, "done"],
    [{ Summary: "Ship it", Responsible: "Ana", Target: "2026-11-20T22:30:00Z", Status: "Won't do" }, "cancelled"],
  ];
  for (const [cells, status] of trackers) {
    const { item, fields, remarks } = read("tasks", cells);
    assert.deepEqual(
      [item.kind, item.title, fields["owner"], fields["due"], fields["status"]],
      ["task", "Ship it", "Ana", "2026-11-20", status],
    );
    assert.deepEqual(item.actors, [{ name: "Ana", role: "owner" }]);
    assert.deepEqual(remarks, []);
  }
});

test("what can't be understood is told with row and column, and the row is read without it", () => {
  const { fields, remarks } = read("tasks", { Task: "Ship it", "Ship date": "11/12/2026", Status: "Schrödinger" });
  assert.deepEqual([fields["due"], fields["status"]], [null, "todo"]);
  assert.deepEqual(remarks, [
    "plan/spring.csv, row Ship it, column Status: expected one of todo, in_progress, blocked, done, cancelled, got Schrödinger.",
    "plan/spring.csv, row Ship it, column Ship date: expected a date such as 2026-11-20, got 11/12/2026.",
  ]);
  assert.equal(draftOfRow("tasks", row({ Owner: "Ana", Task: " " }), PLACE).item, undefined);
});

test("the definition's columns win, and what no form knows stays under its own name", () => {
  const cells = { Name: "Ship it", Owner: "Ana", Driver: "Bo", Risk: "high", Tags: ["a", "b"], example: true, path: "x" };
  const { fields, item } = read("tasks", cells, { columns: { owner: "driver" } });
  assert.deepEqual([fields["owner"], fields["Risk"], fields["Tags"], fields["Owner"]], ["Bo", "high", ["a", "b"], "Ana"]);
  assert.ok(!("example" in fields) && !("path" in fields));
  assert.equal(item.id, "files:plan/spring.csv#r1");
});

test("people are those whom the service knows, else names and addresses", () => {
  const people = new Map([["Owner", [{ name: "Ana Ruiz", email: "ana@example.com", account: "notion:1" }]]]);
  assert.deepEqual(read("tasks", { Name: "x", Owner: "Ana" }, {}, { people }).item.actors, [
    { name: "Ana Ruiz", email: "ana@example.com", account: "notion:1", role: "owner" },
  ]);
  assert.deepEqual(read("tasks", { Name: "x", Owner: "Ana Ruiz <ana@example.com>; Bo" }).item.actors, [
    { name: "Ana Ruiz", email: "ana@example.com", role: "owner" },
    { name: "Bo", role: "owner" },
  ]);
});

test("a plan's task has key, dependencies, estimate, expected date, gate and when it was last told of", () => {
  const cells = { ID: "T-3", Task: "Go/no-go", "Depends on": "T-1, T-2", Estimate: "2w", ETA: "2026-12-01", Updated: "2026-11-17 10:00" };
  const [task] = planTasksIn([read("plan", cells, { plan: "Spring" }).item]);
  assert.ok(task);
  const { item: _, ...fields } = task;
  assert.deepEqual(fields, {
    plan: "Spring",
    key: "T-3",
    dependsOn: ["T-1", "T-2"],
    eta: "2026-12-01",
    estimate: 10,
    gate: true,
    statusAt: "2026-11-17T09:00:00.000Z",
    statusName: null,
  });
  for (const [written, days] of Object.entries({ "3d": 3, "4h": 0.5, "1.5": 1.5, "2 weeks": 10, "5 working days": 5, "1 month": 21 })) {
    assert.equal(read("plan", { Task: "x", Estimate: written }).fields["estimate"], days, written);
  }
  assert.match(read("plan", { Task: "x", Estimate: "soonish" }).remarks[0] ?? "", /column Estimate: expected a number of working days/);
});

test("what trackers call blocked by is a dependency, and words there are what blocks it", () => {
  const blockers: [Cell, string, string[], string | null, string][] = [
    [["Load test"], "In progress", ["Load test"], null, "in_progress"],
    ["T-1; T-2", "To do", ["T-1", "T-2"], null, "todo"],
    ["T-1", "Blocked", ["T-1"], "T-1", "blocked"],
    ["legal sign-off", "To do", [], "legal sign-off", "blocked"],
  ];
  for (const [cell, status, dependsOn, blockedBy, read_] of blockers) {
    const { fields } = read("plan", { Task: "x", "Blocked by": cell, Status: status });
    assert.deepEqual([fields["dependsOn"], fields["blockedBy"], fields["status"]], [dependsOn, blockedBy, read_]);
  }
});

test("a row of type launch is what its plan leads to", () => {
  const [launch] = launchesIn([
    read("plan", { Name: "Spring", Type: "Launch", Date: "2027-03-01", Cadence: "3d", Owner: "Ana" }, { plan: "P" }).item,
  ]);
  assert.deepEqual([launch?.plan, launch?.date, launch?.cadence, launch?.item.actors[0]?.name], ["P", "2027-03-01", 3, "Ana"]);
});

test("a rollout has its stages, measures, freezes and flag", () => {
  const cells = {
    Rollout: "Checkout 2.4",
    Service: "checkout",
    Stage: "50%",
    "Planned stages": "10% -> 50% -> 100%",
    Status: "On hold",
    "Stage since": "2026-11-16 10:00",
    "Stage hours": "2d",
    "Next step": "2026-11-19T08:00:00Z",
    "Burn 1h": "14.6x",
    "Burn rate 5m": 15,
    "Error budget": "12 %",
    "Freeze windows": "2026-12-20 to 2027-01-03; 2026-11-27; 2026-11-19 08:00/2026-11-19 12:00",
    "Canary errors": "1.2 baseline=0.4 sd=0.1 n=1200",
    "Feature flag": "new-checkout",
    "Flag removed": "2026-11-18",
    Rollback: "flag off",
  };
  const { item, remarks } = read("rollouts", cells);
  const [rollout] = rolloutsIn([item]);
  assert.ok(rollout);
  const { item: _, ...fields } = rollout;
  assert.deepEqual(remarks, []);
  assert.deepEqual(fields, {
    service: "checkout",
    stage: "50 %",
    plannedStages: ["10 %", "50 %", "100 %"],
    state: "paused",
    stageSince: "2026-11-16T09:00:00.000Z",
    plannedStageHours: 48,
    nextStepAt: "2026-11-19T08:00:00.000Z",
    rollback: "flag off",
    health: null,
    version: null,
    burnRates: ["1h 14.6", "5m 15"],
    budgetLeft: 12,
    freezes: ["2026-12-20/2027-01-03", "2026-11-27/2026-11-27", "2026-11-19T07:00:00.000Z/2026-11-19T11:00:00.000Z"],
    canary: ["errors 1.2 baseline=0.4 sd=0.1 n=1200"],
    flag: "new-checkout",
    flagRemovedAt: "2026-11-17T23:00:00.000Z",
  });
  const amiss = read("rollouts", { Name: "x", Burn: "much; 1h: 2", Freeze: "around Easter" });
  assert.deepEqual(amiss.fields["burnRates"], ["1h 2"]);
  assert.equal(amiss.remarks.length, 2);
});

test("where no column says how a rollout stands, its stage may", () => {
  const stateOf = (cells: Readonly<Record<string, string>>) => read("rollouts", { Name: "x", ...cells }).fields["state"];
  const said: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ Stage: "100%" }, "done"],
    [{ Stage: "100%", Status: "running" }, "running"],
    [{ Stage: "100%", "Stage hours": "48" }, "running"],
    [{ Stage: "paused" }, "paused"],
    [{ Stage: "Rolled back" }, "withdrawn"],
    [{ Stage: "canary" }, "running"],
    [{ Stage: "25%" }, "running"],
  ];
  for (const [cells, state] of said) assert.equal(stateOf(cells), state, JSON.stringify(cells));
});

test("incidents and feedback are read, with what follows where a column is missing", () => {
  const cells = { Incident: "Checkout down", Sev: "SEV2", Started: "2026-11-18 09:00", Mitigated: "2026-11-18 10:30", Commander: "Ana" };
  const [incident] = incidentsIn([read("incidents", cells).item]);
  assert.deepEqual([incident?.state, incident?.severity, incident?.item.ts], ["mitigated", "SEV2", "2026-11-18T08:00:00.000Z"]);
  const [said] = feedbackIn([
    read("feedback", { Feedback: "Export is slow.\nVery.", Company: "Acme", Via: "Support", Date: "2026-11-17" }).item,
  ]);
  assert.deepEqual(
    [said?.item.title, said?.item.body, said?.customer, said?.channel, said?.item.ts],
    ["Export is slow.", "Export is slow.\nVery.", "Acme", "support", "2026-11-16T23:00:00.000Z"],
  );
});

test("hostile cells are cut, never thrown at", () => {
  const long = "x".repeat(100_000);
  for (const form of ["tasks", "plan", "rollouts", "incidents", "feedback"] as const) {
    const cells = {
      name: long,
      due: long,
      depends: Array.from({ length: 5_000 }, () => "T-1"),
      __proto__x: long,
      constructor: long,
      "": "y",
    };
    const { item, fields } = read(form, cells);
    assert.ok(JSON.stringify({ ...item, body: "", fields }).length < 20_000);
    assert.ok(fieldsOfForm(form).includes("title"));
  }
});
