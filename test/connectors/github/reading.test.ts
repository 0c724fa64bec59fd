import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { pullRequestsIn } from "../../../src/core/kinds/pull-request.ts";
import { graphPull } from "../../support/github-graph.ts";
import { startWorld, type GitHubWorld } from "./world.ts";

const worlds: GitHubWorld[] = [];
let world: GitHubWorld;
beforeEach(async () => void worlds.push((world = await startWorld())));
after(() => Promise.all(worlds.map((each) => each.close())));

const SHOP = { repositories: ["dana/shop"] };

function pathsSince(calls: number): string[] {
  return world.github.calls.slice(calls).map(({ method, path, status }) => `${method} ${path.split("?")[0]} ${status}`);
}

describe("only the calls that are needed", () => {
  it("a hundred open pull requests take five calls of the GraphQL API, and one once nothing has changed", async () => {
    world.github.graph.pulls = Array.from({ length: 100 }, (_, index) => graphPull(index + 1));
    const only = { ...SHOP, include: ["pull_requests"] };
    const first = await world.fetch(only);
    assert.equal(first.items.length, 100);
    assert.deepEqual(pathsSince(0), ["GET /user 200", ...Array.from({ length: 5 }, () => "POST /graphql 200")]);
    const before = world.github.calls.length;
    const second = await world.fetchAgain(first, only);
    assert.deepEqual(pathsSince(before), ["GET /user 200", "POST /graphql 200"]);
    assert.deepEqual(second.items, first.items);
  });

  it("what has changed is read again, and nothing else", async () => {
    world.github.graph.pulls = Array.from({ length: 30 }, (_, index) => graphPull(index + 1));
    const first = await world.fetch(SHOP);
    world.github.graph.pulls[3] = graphPull(4, { title: "Better", updatedAt: "2026-11-18T10:00:00Z" });
    const before = world.github.calls.length;
    const second = await world.fetchAgain(first, SHOP);
    const asked = world.github.calls.slice(before).flatMap(({ query }) => /nodes\(ids: (\[.*?\])\)/.exec(query)?.[1] ?? []);
    assert.deepEqual(asked, ['["PR_4"]']);
    assert.equal(second.items.filter(({ title }) => title === "Better").length, 1);
    assert.equal(second.items.length, first.items.length);
  });

  it("lists that have not changed are asked for by their marks and told from the fetch before", async () => {
    await world.github.change("/repos/dana/shop/issues", { title: "The cart is empty" });
    await world.github.change("/repos/dana/shop/releases", { tag_name: "v1", name: "First" });
    const first = await world.fetch(SHOP);
    const before = world.github.calls.length;
    const second = await world.fetchAgain(first, SHOP);
    const lists = pathsSince(before).filter((path) => path.includes("/repos/") || path.includes("/issues"));
    assert.ok(lists.length >= 4);
    assert.ok(
      lists.every((path) => path.endsWith(" 304")),
      lists.join("\n"),
    );
    assert.deepEqual(second.items, first.items);
    assert.deepEqual(second.cursor, first.cursor);
  });

  it("without the items of the fetch before nothing is taken for unchanged", async () => {
    await world.github.change("/repos/dana/shop/issues", { title: "The cart is empty" });
    const first = await world.fetch(SHOP);
    const second = await world.fetch(SHOP, { cursor: first.cursor });
    assert.deepEqual(second.items, first.items);
  });

  it("none of them writes", async () => {
    world.github.graph.pulls.push(graphPull(11));
    await world.fetch(SHOP);
    await world.fetch({});
    for (const { method, path, query } of world.github.calls) {
      assert.ok(method === "GET" || (path === "/graphql" && query.startsWith("query {")), `${method} ${path}`);
    }
  });
});

describe("where no repository is named", () => {
  it("pull requests that wait for the reader or are theirs say which are read", async () => {
    const asked = { reviewRequests: { nodes: [{ requestedReviewer: { type: "User", login: "dana" } }] } };
    world.github.graph.pulls.push(graphPull(11, asked), graphPull(12, { author: { type: "User", login: "dana" } }), graphPull(13));
    const { items, notes, failures } = await world.fetch({});
    assert.deepEqual(failures, []);
    assert.deepEqual(
      pullRequestsIn(items)
        .map(({ number }) => String(number))
        .toSorted(),
      ["11", "12"],
    );
    assert.deepEqual(notes, ["Reads 1 repository at GitHub: dana/shop."]);
  });

  it("it is said that none is read where nothing waits", async () => {
    assert.match((await world.fetch({})).notes[0] ?? "", /name repositories/);
  });
});

it("more than a hundred changed files are read on, up to three hundred", async () => {
  const files = { nodes: [{ path: "a", additions: 1, deletions: 1 }], pageInfo: { hasNextPage: true, endCursor: "100" } };
  world.github.graph.pulls.push(graphPull(11, { files }));
  const [pull] = pullRequestsIn((await world.fetch({ ...SHOP, include: ["pull_requests"] })).items);
  assert.deepEqual(pull?.files, ["a 2"]);
  assert.ok(world.github.calls.some(({ query }) => query.includes('node(id: "PR_11")') && query.includes('after: "100"')));
});
