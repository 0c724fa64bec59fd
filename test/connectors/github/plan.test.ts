import assert from "node:assert/strict";
import { after, test } from "node:test";
import { z } from "zod";
import { chaseItemsIn } from "../../../src/analysis/chase/items.ts";
import { launchesIn, planTasksIn } from "../../../src/core/kinds/launch.ts";
import { messageMark } from "../../../src/lib/message-mark.ts";
import { startWorld } from "./world.ts";

const world = await startWorld();
after(() => world.close());
const { github, fetch } = world;
const numbered = z.looseObject({ number: z.number() });
const open = async (title: string, more: object = {}): Promise<number> =>
  numbered.parse(await github.change("/repos/dana/shop/issues", { title, ...more })).number;

await github.change("/repos/dana/shop/labels", { name: "launch", color: "000000" });
const milestone = numbered.parse(
  await github.change("/repos/dana/shop/milestones", { title: "Spring", due_on: "2026-12-01T08:00:00Z" }),
).number;
const docs = await open("Docs", { labels: ["launch"], assignees: ["dana"], milestone, body: "ETA: 2026-11-24\nestimate: 3d" });
const load = await open("Load test", { labels: ["launch", "blocked"], milestone, body: `It is blocked by #${docs}, and after #99.` });
const shipped = await open("API", { labels: ["launch"] });
await github.change(`/repos/dana/shop/issues/${shipped}`, { state: "closed" }, "PATCH");
const whole = await open("Everything", { labels: ["launch"], body: `- [ ] #${docs}\n- [x] #${shipped}` });
await open("Something else");

test("issues with a label are the tasks of a plan, told once, with whose they are and what they wait for", async () => {
  const { items, failures } = await fetch({ repositories: ["dana/shop"], plan: { label: "launch", launch: "2026-12-02" } });
  assert.deepEqual(failures, []);
  const tasks = planTasksIn(items).map(({ item, key, plan, dependsOn, eta, estimate }) => ({
    key,
    plan,
    dependsOn,
    eta,
    estimate,
    of: item.fields["status"],
    owner: item.fields["owner"],
  }));
  const none = { plan: "launch", eta: null, estimate: null, owner: null };
  assert.deepEqual(
    tasks.toSorted((a, b) => Number(a.key.slice(1)) - Number(b.key.slice(1))),
    [
      { ...none, key: `#${docs}`, dependsOn: [], eta: "2026-11-24", estimate: 3, of: "todo", owner: "dana" },
      { ...none, key: `#${load}`, dependsOn: ["#99", `#${docs}`], of: "blocked" },
      { ...none, key: `#${shipped}`, dependsOn: [], of: "done" },
      { ...none, key: `#${whole}`, dependsOn: [`#${docs}`, `#${shipped}`], of: "todo" },
    ],
  );
  assert.deepEqual(
    launchesIn(items).map(({ date, plan }) => ({ date, plan })),
    [{ date: "2026-12-02", plan: "launch" }],
  );
  assert.deepEqual(
    items.filter(({ kind }) => kind === "issue").map(({ title }) => title),
    ["Something else"],
  );
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
});

test("those of a milestone lead to its due date, and who has one may be asked", async () => {
  const { items } = await fetch({ repositories: ["dana/shop"], plan: { milestone: "Spring" }, include: ["issues"] });
  assert.deepEqual(
    launchesIn(items).map(({ date, plan, item }) => [date, plan, item.title]),
    [["2026-12-01", "Spring", "Spring"]],
  );
  const dana = { key: "dana", name: "Dana", emails: [], aliases: [], absences: [], vip: false, accounts: ["github:dana"] };
  const calendar = { timezone: "UTC", workdays: [1, 2, 3, 4, 5], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const chased = chaseItemsIn(items, { all: [dana] }, calendar, "2026-11-20T09:00:00.000Z");
  assert.deepEqual(
    chased.toSorted((a, b) => a.key.localeCompare(b.key)).map(({ key, actor, launchDate }) => [key, actor, launchDate]),
    [
      [`#${docs}`, "dana", "2026-12-01"],
      [`#${load}`, "dana", "2026-12-01"],
    ],
  );
});

test("a comment by Chief moves no task, one by somebody else does, and an issue of a milestone is due with it where a label says what the plan is", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-18T09:00:00.000Z") });
  const body = `It is blocked by #${docs}.`;
  const talked = await open("Press kit", { labels: ["kit"], milestone, body });
  const at = async (instant: string, text: string): Promise<string | undefined> => {
    t.mock.timers.setTime(Date.parse(instant));
    await github.change(`/repos/dana/shop/issues/${talked}/comments`, { body: text });
    const { items, failures } = await fetch({ repositories: ["dana/shop"], plan: { label: "kit" }, include: ["issues"] });
    assert.deepEqual(failures, []);
    const task = items.find(({ id }) => id === `github:dana/shop#${talked}`);
    assert.equal(task?.fields["due"], "2026-12-01");
    return task?.updatedAt;
  };
  assert.equal(await at("2026-11-19T09:00:00.000Z", `Noted.\n\n${messageMark("v1:a")}`), "2026-11-18T09:00:00.000Z");
  assert.equal(await at("2026-11-19T10:00:00.000Z", "Thanks!"), "2026-11-19T10:00:00.000Z");
  assert.equal(await at("2026-11-19T11:00:00.000Z", messageMark("v1:b")), "2026-11-19T10:00:00.000Z");
});

test("a milestone that is not there is a failure that names it, and a plan says which issues of which repositories it is", async () => {
  const { failures } = await fetch({ repositories: ["dana/shop"], plan: { milestone: "Autumn" }, include: ["issues"] });
  assert.match(failures[0]?.error ?? "", /expected one called Autumn, got none/);
  const { schema } = world.connector;
  for (const plan of [{}, { label: "a", milestone: "b" }, { label: "a", launch: "soon" }]) {
    assert.equal(schema.safeParse({ repositories: ["dana/shop"], plan }).success, false);
  }
  assert.equal(schema.safeParse({ plan: { label: "a" } }).success, false);
});
