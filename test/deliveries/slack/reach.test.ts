import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Reach } from "../../../src/core/audience.ts";
import { createSlack } from "../../../src/deliveries/slack/index.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { createHouse, HOME, type Account, type House } from "../../support/slack-house.ts";
import { connectionsTo, startSlack, type SlackServer } from "../../support/slack-server.ts";

const CHANNEL = "C0123456789";
const HOUR_MS = 60 * 60_000;

const servers: SlackServer[] = [];
after(() => Promise.all(servers.map((slack) => slack.close())));

interface World {
  slack: SlackServer;
  house: House;
  clock: FakeClock;
  ask(options?: Record<string, unknown>): Promise<Reach>;
  /** The calls since the last time, by their methods. */
  calls(): string[];
}

/** A channel with these people in it, who are all the workspace has. */
async function open(people: Readonly<Record<string, Account>>, pageSize?: number): Promise<World> {
  const house = createHouse(pageSize);
  const slack = await startSlack({ faultOf: (call) => house.faultOf(call) });
  servers.push(slack);
  for (const [id, account] of Object.entries(people)) house.accounts.set(id, account);
  house.places.set(CHANNEL, { name: "risk", members: Object.keys(people) });
  const clock = createFakeClock();
  const delivery = createSlack({ clock, connections: connectionsTo(slack), people: () => ({ all: [] }) });
  let seen = 0;
  return {
    ...{ slack, house, clock },
    async ask(options = {}) {
      const reach = await delivery.reach?.({ options: { to: CHANNEL, ...options }, signal: new AbortController().signal });
      return reach ?? assert.fail("nobody was asked");
    },
    calls() {
      const since = slack.calls.slice(seen).map(({ method }) => method);
      seen = slack.calls.length;
      return since;
    },
  };
}

const SAM = "U0SAM0000";
const ANA = "U0ANA0000";
const GUEST = "U0GUEST00";

describe("who reads in a channel", () => {
  const STANDINGS: readonly [what: string, account: Account, count: number, outsiders: readonly string[]][] = [
    ["a member of the workspace", {}, 2, []],
    ["a guest of several channels", { marks: ["is_restricted"] }, 2, ["1 guest"]],
    ["a guest of one channel", { marks: ["is_restricted", "is_ultra_restricted"] }, 2, ["1 guest"]],
    ["somebody of another company", { marks: ["is_stranger"] }, 2, ["1 account of another workspace"]],
    ["somebody of another workspace", { team: "T0OTHER00" }, 2, ["1 account of another workspace"]],
    ["somebody of the same organisation who is in this workspace too", { team: "E0", enterprise: { id: "E0", teams: [HOME] } }, 2, []],
    [
      "somebody of the same organisation who is not",
      { team: "T0OTHER00", enterprise: { id: "E0", teams: ["T0OTHER00"] } },
      2,
      ["1 account of another workspace"],
    ],
    ["an app, which is nobody", { marks: ["is_bot"] }, 1, []],
    ["an account that was ended", { marks: ["deleted", "is_restricted"] }, 1, []],
  ];
  for (const [what, account, count, outsiders] of STANDINGS) {
    it(`is told of ${what}`, async () => {
      const { ask } = await open({ [SAM]: {}, [GUEST]: account });
      assert.partialDeepStrictEqual(await ask(), { name: "#risk", count, outsiders: [...outsiders] });
      assert.deepEqual((await ask()).outsiders, outsiders);
    });
  }

  it("is told of all who are there, however many pages they take", async () => {
    const people = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`U0${index}`, {}]));
    const { ask, house } = await open(people, 5);
    house.accounts.set("U0ELSE", { marks: ["is_restricted"] });
    house.accounts.set("U022", { marks: ["is_restricted"] });
    assert.partialDeepStrictEqual(await ask(), { count: 23, outsiders: ["1 guest"] });
  });

  it("is somebody from outside where Slack does not know whom it means", async () => {
    const { ask, house } = await open({ [SAM]: {} });
    house.places.set(CHANNEL, { name: "risk", members: [SAM, "U0UNKNOWN"] });
    assert.deepEqual((await ask()).outsiders, ["1 account of another workspace"]);
  });

  for (const mark of ["is_ext_shared", "is_pending_ext_shared"] as const) {
    it(`is another company where the channel is shared (${mark})`, async () => {
      const { ask, house } = await open({ [SAM]: {} });
      house.places.set(CHANNEL, { name: "risk", members: [SAM], marks: [mark] });
      assert.deepEqual((await ask()).outsiders, ["another company"]);
      assert.deepEqual((await ask({ shared: true })).outsiders, [], "unless the definition lets it");
    });
  }

  it("is not asked for where the definition lets people from outside read", async () => {
    const { ask, calls } = await open({ [SAM]: {}, [GUEST]: { marks: ["is_restricted"] } });
    assert.deepEqual((await ask({ shared: true })).outsiders, []);
    assert.deepEqual(calls(), ["conversations.info", "conversations.members"]);
  });

  it("is told by the name that the channel has now", async () => {
    const { ask, house } = await open({ [SAM]: {} });
    house.places.set(CHANNEL, { name: "all-hands", members: [SAM] });
    assert.equal((await ask({ name: "risk" })).name, "#all-hands");
  });

  it("may be anybody where the app lacks the permission to tell, until it gets that", async () => {
    const { ask, slack, house } = await open({ [SAM]: {}, [ANA]: {} });
    slack.plan = {
      ...slack.plan,
      faultOf: (call) => (call.method.startsWith("users.") ? { error: "missing_scope", needed: "users:read" } : house.faultOf(call)),
    };
    const { outsiders, count } = await ask();
    assert.match(outsiders.join(), /lacks the permission users:read.*OAuth & Permissions/);
    assert.equal(count, undefined);
    slack.plan = { ...slack.plan, faultOf: (call) => house.faultOf(call) };
    assert.deepEqual((await ask()).outsiders, []);
  });
});

describe("the fingerprint of who reads in a channel", () => {
  const people = { [SAM]: {}, [ANA]: {} };

  it("stays while nobody comes or goes, in whatever order they are told, and whatever the channel is called", async () => {
    const { ask, house } = await open(people);
    const { fingerprint } = await ask();
    house.places.set(CHANNEL, { name: "other", members: [ANA, SAM] });
    assert.equal((await ask()).fingerprint, fingerprint);
    assert.match(fingerprint, /^v1:[0-9a-f]{64}$/);
    assert.equal((await ask({ shared: true })).fingerprint, fingerprint);
  });

  it("is another one once somebody comes or goes, or the channel is opened or shared", async () => {
    const { ask, house } = await open({ ...people, [GUEST]: {} });
    const place = { name: "risk", members: [SAM, ANA] };
    const seen = new Set<string>();
    for (const changes of [
      {},
      { members: [SAM] },
      { members: [SAM, ANA, GUEST] },
      { marks: ["is_private"] },
      { marks: ["is_ext_shared"] },
    ] as const) {
      house.places.set(CHANNEL, { ...place, ...changes });
      seen.add((await ask()).fingerprint);
    }
    assert.equal(seen.size, 5);
  });
});

describe("what it costs to know who reads in a channel", () => {
  it("is three calls the first time, and two for an hour", async () => {
    const { ask, calls, clock } = await open({ [SAM]: {}, [ANA]: {}, [GUEST]: {} });
    await ask();
    assert.deepEqual(calls(), ["conversations.info", "conversations.members", "users.list"]);
    await clock.advance(HOUR_MS - 1);
    await ask();
    assert.deepEqual(calls(), ["conversations.info", "conversations.members"]);
    await clock.advance(1);
    await ask();
    assert.deepEqual(calls(), ["conversations.info", "conversations.members", "users.list"]);
  });

  it("is one more for whoever has come, who is looked up at once", async () => {
    const { ask, calls, house } = await open({ [SAM]: {}, [ANA]: {} });
    await ask();
    house.accounts.set(GUEST, { marks: ["is_restricted"] });
    house.places.set(CHANNEL, { name: "risk", members: [SAM, ANA, GUEST] });
    calls();
    assert.deepEqual((await ask()).outsiders, ["1 guest"]);
    assert.deepEqual(calls(), ["conversations.info", "conversations.members", "users.info"]);
  });

  it("stays small in a large workspace: whoever is not among its first ten thousand is asked for alone", async () => {
    const everybody = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`U0${index}`, {}]));
    const { ask, calls, house } = await open(everybody, 5);
    house.places.set(CHANNEL, { name: "risk", members: ["U057", "U058", "U059"] });
    assert.equal((await ask()).count, 3);
    const made = calls();
    assert.deepEqual(
      [made.filter((method) => method === "users.list").length, made.filter((method) => method === "users.info").length],
      [10, 3],
    );
  });

  it("is nothing for a message to one person", async () => {
    const { slack } = await open({ [SAM]: {} });
    const delivery = createSlack({ clock: createFakeClock(), connections: connectionsTo(slack), people: () => ({ all: [] }) });
    assert.equal(await delivery.reach?.({ options: { to: "me" }, signal: new AbortController().signal }), undefined);
    assert.deepEqual(slack.calls, []);
  });
});
