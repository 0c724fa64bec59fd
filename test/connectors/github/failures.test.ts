import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { createFakeClock, type FakeClock, until } from "../../support/clock.ts";
import { graphPull } from "../../support/github-graph.ts";
import type { GitHubFault } from "../../support/github-server.ts";
import { startWorld, type GitHubWorld } from "./world.ts";

const worlds: GitHubWorld[] = [];
let world: GitHubWorld;
let clock: FakeClock;
beforeEach(async () => {
  clock = createFakeClock();
  worlds.push((world = await startWorld(clock)));
  world.github.graph.pulls.push(graphPull(11));
});
after(() => Promise.all(worlds.map((each) => each.close())));

const SHOP = { repositories: ["dana/shop"] };

/** Fails all calls whose path begins so, or the first so many of them. */
function fail(start: string, fault: GitHubFault, times = Infinity): void {
  let left = times;
  world.github.faultOf = ({ path }) => (path.startsWith(start) && left-- > 0 ? fault : undefined);
}

describe("a part that can't be read is told with the way out, and the others are read", () => {
  const lacking = { "x-accepted-github-permissions": "actions=read" };
  const cases: Readonly<Record<string, readonly [fault: GitHubFault, error: RegExp, hint: RegExp]>> = {
    "it is not shown to the token": [{ status: 404 }, /does not show it/, /give the token that repository/],
    "a permission is missing": [{ status: 403, headers: lacking }, /lacks the permission actions=read/, /Give the token/],
    "single sign-on is asked for": [{ status: 403, headers: { "x-github-sso": "required; url=https://x" } }, /single sign-on/, /Authorise/],
    "it is blocked": [{ status: 451 }, /legal reasons/, /Take it out/],
    "it makes no sense": [{ status: 200, body: { surprise: true } }, /could not be understood/, /read again/],
    "it is a page of somebody in between": [{ status: 200, body: "<html>nothing" }, /could not be understood/, /read again/],
  };
  for (const [name, [fault, error, hint]] of Object.entries(cases)) {
    it(name, async () => {
      fail("/repos/dana/shop/actions/runs", fault);
      const { items, failures } = await world.fetch(SHOP);
      assert.equal(items.length, 1);
      assert.deepEqual(
        failures.map(({ what }) => what),
        ["checks of dana/shop"],
      );
      assert.match(failures[0]?.error ?? "", error);
      assert.match(failures[0]?.hint ?? "", hint);
    });
  }

  it("what is left out of pull requests is told once", async () => {
    world.github.graph.errors = [{ type: "FORBIDDEN", path: ["nodes", 0, "head", "nodes", 0, "commit", "statusCheckRollup"] }];
    const { items, failures } = await world.fetch({ ...SHOP, include: ["pull_requests"] });
    assert.equal(items.length, 1);
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["checks of pull requests: the token lacks the permission checks=read; statuses=read"],
    );
  });

  it("pull requests that make no sense are not taken for none", async () => {
    world.github.graph.pulls.push(graphPull(12, { title: 7 }));
    const { items, failures } = await world.fetch({ ...SHOP, include: ["pull_requests"] });
    assert.equal(items.length, 1);
    assert.match(failures[0]?.error ?? "", /could not be understood/);
  });

  it("a list that promises more and brings nothing is not read for ever", async () => {
    const link = '<https://api.github.com/next>; rel="next"';
    fail("/repos/dana/shop/issues", { status: 200, headers: { link }, body: [] });
    const { failures } = await world.fetch({ ...SHOP, include: ["issues"] });
    assert.deepEqual(
      failures.map(({ what, error }) => `${what}: ${error}`),
      ["issues of dana/shop: GitHub's answer could not be understood"],
    );
    assert.equal(world.github.calls.filter(({ path }) => path.startsWith("/repos/dana/shop/issues")).length, 1);
  });

  for (const [name, page] of Object.entries({
    "and not from where": { nodes: [graphPull(11)], pageInfo: { hasNextPage: true, endCursor: null } },
    "and brings nothing": { nodes: [], pageInfo: { hasNextPage: true, endCursor: "100" } },
  })) {
    it(`a list of the GraphQL API that promises more ${name} is not taken for whole`, async () => {
      const data = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`l${index}`, { page }]));
      world.github.faultOf = ({ query }) => (query.includes("l0:") ? { status: 200, body: { data } } : undefined);
      const { failures } = await world.fetch({ ...SHOP, include: ["pull_requests"] });
      assert.ok(failures.some(({ what, error }) => what === "pull requests of dana/shop" && error.includes("could not be understood")));
    });
  }

  it("issues that are switched off are none", async () => {
    fail("/repos/dana/shop/issues", { status: 410 });
    assert.deepEqual((await world.fetch(SHOP)).failures, []);
  });
});

it("a revoked token ends it for good, with the way to connect again and without the token", async () => {
  fail("/graphql", { status: 401 });
  await assert.rejects(world.fetch(SHOP), (error: Error & { code?: string; hint?: string }) => {
    assert.deepEqual([error.constructor.name, error.code], ["PermanentError", "reauth-needed"]);
    assert.match(error.hint ?? "", /`chief connect github hub`/);
    assert.ok(!JSON.stringify([error.message, error.hint, error.cause]).includes(world.github.token));
    return true;
  });
});

for (const fault of ["drops", { status: 502 }, { status: 200, body: "<html>nothing" }, { status: 200, body: { data: null } }] as const) {
  it(`an answer that is none may pass: ${JSON.stringify(fault)}`, async () => {
    fail("/graphql", fault);
    await assert.rejects(world.fetch(SHOP), { name: "TransientError", code: "github-unreachable" });
  });
}

describe("where GitHub asks for a pause", () => {
  it("a short one is waited for", async () => {
    fail("/graphql", { status: 403, headers: { "retry-after": "5" } }, 1);
    const fetched = world.fetch(SHOP);
    await until(() => clock.waiting === 1, "the wait");
    await clock.advance(5_000);
    const { items, failures } = await fetched;
    assert.deepEqual([items.length, failures], [1, []]);
  });

  it("a wait ends when the fetch is stopped", async () => {
    fail("/graphql", { status: 429, headers: { "retry-after": "5" } });
    const stop = new AbortController();
    const fetched = world.fetch(SHOP, { signal: stop.signal });
    await until(() => clock.waiting === 1, "the wait");
    stop.abort(new Error("told to stop"));
    await assert.rejects(fetched, /told to stop/);
    assert.equal(clock.waiting, 0);
  });

  it("a long one at the beginning is for the engine", async () => {
    fail("/graphql", { status: 429, headers: { "retry-after": "600" } });
    await assert.rejects(world.fetch(SHOP), { name: "TransientError", code: "github-busy", retryAfterMs: 600_000 });
  });

  it("a long one later on leaves the rest to the next run, and GitHub alone", async () => {
    fail("/issues", { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(clock.now() / 1_000 + 1_800) } });
    const first = await world.fetch(SHOP, { timezone: "Europe/Berlin" });
    assert.equal(first.items.length, 1);
    assert.ok(first.failures.every(({ error }) => error.includes("asks for a pause until Fri 20 Nov 09:30")));
    assert.equal(world.github.calls.filter(({ path }) => path.startsWith("/repos/")).length, 0);
    world.github.faultOf = () => undefined;
    assert.deepEqual((await world.fetchAgain(first, SHOP)).failures, []);
  });

  it("that may be told in words only, and is then a minute, whenever the calls are counted anew", async () => {
    const headers = { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": String(clock.now() / 1_000 + 1_800) };
    const body = { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." };
    fail("/repos/dana/shop/actions/runs", { status: 403, headers, body });
    const { failures } = await world.fetch(SHOP);
    assert.match(failures[0]?.error ?? "", /asks for a pause until Fri 20 Nov 08:01$/);
  });

  for (const reset of ["99999999999999", "1e300"]) {
    it(`until an instant that is none, it is a minute: ${reset}`, async () => {
      fail("/repos/dana/shop/actions/runs", { status: 429, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset } });
      const { items, failures } = await world.fetch(SHOP);
      assert.equal(items.length, 1);
      assert.match(failures[0]?.error ?? "", /asks for a pause until Fri 20 Nov 08:01$/);
    });
  }

  it("that is told in an answer of the GraphQL API, too", async () => {
    fail("/graphql", { status: 200, headers: { "retry-after": "600" }, body: { errors: [{ type: "RATE_LIMITED" }] } });
    await assert.rejects(world.fetch(SHOP), { name: "TransientError", code: "github-busy", retryAfterMs: 600_000 });
  });
});

it("ends at once when it is stopped while GitHub hangs", async () => {
  fail("/graphql", "hangs");
  const stop = new AbortController();
  const fetched = world.fetch(SHOP, { signal: stop.signal });
  await world.github.hanging();
  stop.abort(new Error("told to stop"));
  await assert.rejects(fetched, /told to stop/);
});
