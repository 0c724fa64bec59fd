import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { pullRequestsIn } from "../../../src/core/kinds/pull-request.ts";
import type { Window } from "../../../src/core/item.ts";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { graphPull, type GraphPull } from "../../support/github-graph.ts";
import { startWorld, type GitHubWorld } from "./world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.parse("2026-11-20T09:00:00.000Z");
/** A run each Monday, and the next one half an hour later. */
const FIRST = { from: daysAgo(7), to: daysAgo(0) };
const NEXT = { from: daysAgo(0), to: daysAgo(-1 / 48) };
const DIGEST = { repositories: ["dana/shop"], include: ["pull_requests", "deployments", "releases"], weeks: 5 };

const worlds: GitHubWorld[] = [];
let world: GitHubWorld;
beforeEach(async () => void worlds.push((world = await startWorld())));
after(() => Promise.all(worlds.map((each) => each.close())));

function daysAgo(days: number): string {
  return new Date(NOW - days * DAY_MS).toISOString();
}

function mergedPull(number: number, days: number, changes: Readonly<Record<string, unknown>> = {}): GraphPull {
  const at = daysAgo(days);
  return graphPull(number, { state: "MERGED", updatedAt: at, closedAt: at, mergedAt: at, createdAt: daysAgo(days + 2), ...changes });
}

/** As GitHub lists them: what changed last first, one every so many days. */
function mergedPulls(count: number, days: number): GraphPull[] {
  return Array.from({ length: count }, (_, index) => mergedPull(count - index, ((index + 1) * days) / count));
}

function deployment(databaseId: number, days: number, state: string) {
  const latestStatus = { state, createdAt: daysAgo(days - 0.01) };
  return { databaseId, environment: `stage ${databaseId % 3}`, createdAt: daysAgo(days), commitOid: "abcdef0123", latestStatus };
}

async function digest(window: Window, before?: Fetched, options: unknown = DIGEST): Promise<Fetched & { calls: number }> {
  const made = world.github.calls.length;
  const left = before && { cursor: structuredClone(before.cursor), picture: before.items };
  const fetched = await world.fetch(options, { window, ...left });
  assert.deepEqual(fetched.failures, []);
  return { ...fetched, calls: world.github.calls.slice(made).filter(({ path }) => path === "/graphql").length };
}

function numbersOf({ items }: Fetched): number[] {
  return pullRequestsIn(items)
    .map(({ number }) => number)
    .toSorted((a, b) => a - b);
}

describe("the weeks that a digest asks for", () => {
  it("a thousand merged pull requests take fifty calls at first, and one as long as nothing is new", async () => {
    world.github.graph.pulls = [...mergedPulls(1_000, 34.9), mergedPull(2_000, 36)];
    const first = await digest(FIRST);
    assert.equal(numbersOf(first).length, 1_000);
    assert.deepEqual(first.notes, []);
    // Ten pages with one more that tells where the reach ends, and forty times twenty-five.
    assert.equal(first.calls, 51);
    const second = await digest(NEXT, first);
    assert.deepEqual(numbersOf(second), numbersOf(first));
    assert.equal(second.calls, 1);
  });

  it("what was merged since then is read, what has left the weeks is told no more", async () => {
    world.github.graph.pulls = mergedPulls(300, 34.9);
    const first = await digest(FIRST);
    world.github.graph.pulls.unshift(mergedPull(400, -1));
    const later = { from: daysAgo(0), to: daysAgo(-7) };
    const second = await digest(later, first);
    assert.equal(second.calls, 2);
    const still = numbersOf(first).filter((number) => ((301 - number) * 34.9) / 300 <= 28);
    assert.deepEqual(numbersOf(second), [...still, 400]);
    const third = await digest({ from: daysAgo(-7), to: daysAgo(-7.1) }, second);
    assert.ok(numbersOf(third).includes(400));
    assert.equal(third.calls, 1);
  });

  it("what was opened again and has another label is told as it is now, once", async () => {
    world.github.graph.pulls = [1, 2, 3].map((number) => mergedPull(number, number));
    const first = await digest(FIRST);
    const labels = { nodes: [{ name: "area: cart" }] };
    world.github.graph.pulls = [
      mergedPull(3, 3, { updatedAt: daysAgo(-0.01), labels }),
      graphPull(1, { updatedAt: daysAgo(-0.01) }),
      mergedPull(2, 2),
    ];
    const second = await digest(NEXT, first);
    const told = pullRequestsIn(second.items).map(({ number, state, labels: own }) => [number, state, own.join()].join(" "));
    assert.deepEqual(told.toSorted(), ["1 open ", "2 merged ", "3 merged area: cart"]);
  });

  it("a list of which a part could not be read is read to its end by the next fetch", async () => {
    world.github.graph.pulls = mergedPulls(150, 30);
    const { github } = world;
    const hidden = { data: { nodes: [] }, errors: [{ type: "FORBIDDEN", path: ["nodes", 0], message: "not yours" }] };
    github.faultOf = ({ query }) => (/nodes\(ids: .*"PR_1"/.test(query) ? { status: 200, body: hidden } : undefined);
    const broken = await world.fetch(DIGEST, { window: FIRST });
    assert.equal(numbersOf(broken).length, 125);
    github.faultOf = () => undefined;
    const mended = await digest(NEXT, broken);
    assert.equal(numbersOf(mended).length, 150);
  });

  it("deployments and releases of the weeks come each time, and one that was under way is looked at again", async () => {
    const done = Array.from({ length: 240 }, (_, index) =>
      deployment(240 - index, 1 + index / 10, index === 150 ? "IN_PROGRESS" : "SUCCESS"),
    );
    world.github.graph.deployments["dana/shop"] = done;
    await world.github.change("/repos/dana/shop/releases", { tag_name: "v1", name: "First" });
    const rollouts = ({ items }: Fetched) => items.filter(({ kind }) => kind === "rollout");
    const [first, inTime] = [await digest(FIRST), { from: FIRST.from, to: "2099-01-01T00:00:00.000Z" }];
    assert.equal(rollouts(first).length, 240);
    done[150] = deployment(90, 16, "FAILURE");
    const second = await digest(NEXT, first);
    assert.equal(rollouts(second).length, 240);
    assert.equal(rollouts(second).filter(({ fields }) => fields["state"] === "failed").length, 1);
    assert.equal(second.calls, 2);
    const third = await digest(NEXT, second);
    assert.deepEqual(rollouts(third), rollouts(second));
    assert.equal(third.calls, 1);
    // The emulator dates its releases today.
    const released = await digest(inTime, undefined, { ...DIGEST, weeks: 1 });
    assert.equal(released.items.filter(({ kind }) => kind === "release").length, 1);
  });

  it("an issue of these weeks comes whether it is new or not", async () => {
    // The emulator dates its issues today.
    await world.github.change("/repos/dana/shop/issues", { title: "The cart is empty" });
    const window = { from: new Date(Date.now() + DAY_MS).toISOString(), to: new Date(Date.now() + 2 * DAY_MS).toISOString() };
    const issues = { repositories: ["dana/shop"], include: ["issues"] };
    const titlesOf = ({ items }: Fetched): string[] => items.map(({ title }) => title);
    assert.ok(titlesOf(await digest(window, undefined, { ...issues, weeks: 1 })).includes("The cart is empty"));
    assert.deepEqual(titlesOf(await digest(window, undefined, issues)), []);
  });

  it("without them, only what is new comes", async () => {
    world.github.graph.pulls = mergedPulls(30, 30);
    const { weeks: _weeks, ...brief } = DIGEST;
    assert.deepEqual(numbersOf(await digest(FIRST, undefined, brief)), [24, 25, 26, 27, 28, 29, 30]);
  });

  it("where no repository is named, they are those of the repositories of one's own pull requests", async () => {
    const own = graphPull(500, { author: { type: "User", login: "dana" } });
    world.github.graph.pulls = [own, ...mergedPulls(40, 30)];
    const { repositories: _repositories, ...anywhere } = DIGEST;
    assert.equal(numbersOf(await digest(FIRST, undefined, anywhere)).length, 41);
  });
});
