import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { startWorld, timestamp, WEEK, wire, type SlackWorld } from "./world.ts";

const worlds: SlackWorld[] = [];
let world: SlackWorld;
beforeEach(async () => void worlds.push((world = await startWorld())));
after(() => Promise.all(worlds.map((each) => each.close())));

/** The methods that were called since the last time this was asked. */
function newCalls(): string[] {
  return world.slack.calls.splice(0).map(({ method }) => method);
}

function titlesOf({ items }: Fetched): string[] {
  return items.map(({ title }) => title);
}

type Page = readonly Record<string, unknown>[];

/** Says the pages of a method one after the other, each with the way to the next. */
function plantPages(method: string, pages: readonly Page[]): void {
  world.plant(method, ({ cursor }) => {
    const at = Number(cursor ?? "0");
    const isLast = at === pages.length - 1;
    return {
      answer: { ok: true, messages: pages[at], has_more: !isLast, response_metadata: { next_cursor: isLast ? "" : String(at + 1) } },
    };
  });
}

describe("what is asked of Slack", () => {
  it("is the account, the channels, each channel, each thread and each person, once", async () => {
    const root = await world.write("sam", "Who looks at October?");
    await world.write("dana", "I do.", root);
    await world.write("dana", "Lunch?");
    const first = await world.fetch();
    assert.deepEqual(titlesOf(first), ["Who looks at October?", "I do.", "Lunch?"]);
    assert.deepEqual(newCalls(), [
      ...["auth.test", "users.conversations", "conversations.history", "conversations.replies", "users.info", "users.info"],
    ]);
    const second = await world.fetchAgain(first);
    assert.deepEqual(second.items, first.items);
    assert.deepEqual(newCalls(), ["auth.test", "users.conversations", "conversations.history"]);
  });

  it("is a thread again where it has another answer, or ends in a question to which a reaction may be the answer", async () => {
    const root = await world.write("sam", "October is done.");
    await world.write("dana", "Shall I send it?", root);
    const first = await world.fetch();
    newCalls();
    const again = await world.fetchAgain(first);
    assert.ok(newCalls().includes("conversations.replies"));
    const asked = String(again.items.at(-1)?.fields["message"]);
    await world.slack.call("reactions.add", { channel: world.slack.channel, timestamp: asked, name: "eyes" }, "sam");
    const reacted = await world.fetchAgain(again);
    assert.deepEqual(reacted.items.at(-1)?.fields["reactions"], ["eyes 1"]);
    assert.equal(reacted.items.at(-1)?.actors.at(-1)?.role, "reacted");
    newCalls();
    await world.fetchAgain(reacted);
    assert.ok(!newCalls().includes("conversations.replies"));
    await world.write("sam", "Sent.", root);
    assert.equal(titlesOf(await world.fetchAgain(reacted)).at(-1), "Sent.");
  });

  it("is never the thread of a briefing: what is answered there is answered to Chief", async () => {
    const briefing = await world.write("chief", "Two things need you.");
    await world.write("sam", "done", briefing);
    assert.deepEqual((await world.fetch()).items, []);
    assert.ok(!newCalls().includes("conversations.replies"));
  });

  it("is the list of all people where many are unknown, and nobody again within a week", async () => {
    const people = Array.from({ length: 40 }, (_, index) => ({ id: `U${index}`, profile: { real_name: `Person ${index}` } }));
    world.plant("users.list", ({ cursor }) => {
      const [members, next] = cursor === "b" ? [people.slice(20), ""] : [people.slice(0, 20), "b"];
      return { answer: { ok: true, members, response_metadata: { next_cursor: next } } };
    });
    plantPages("conversations.history", [people.map(({ id }, index) => wire(index + 1, { user: id }))]);
    const first = await world.fetch({}, { window: WEEK });
    assert.equal(first.items[39]?.actors[0]?.name, "Person 0");
    assert.deepEqual(
      newCalls().filter((method) => method.startsWith("users.l")),
      ["users.list", "users.list"],
    );
    await world.fetch({}, { window: WEEK, cursor: first.cursor });
    assert.ok(!newCalls().includes("users.list"));
    await world.fetch({}, { window: { ...WEEK, to: "2026-11-26T09:00:00.000Z" }, cursor: first.cursor });
    assert.ok(newCalls().includes("users.list"));
  });

  it("is private channels only where the app may see them", async () => {
    const typesWith = async (scopes: string[] | undefined): Promise<string | undefined> => {
      world.plant("auth.test", () => ({ answer: { ok: true, url: "https://acme.slack.com/", response_metadata: { scopes } } }));
      await world.fetch();
      return world.slack.callsTo("users.conversations").at(-1)?.args["types"];
    };
    assert.equal(await typesWith(["channels:read", "channels:history"]), "public_channel");
    assert.equal(await typesWith(["channels:read", "groups:read"]), "public_channel,private_channel");
    assert.equal(await typesWith(undefined), "public_channel,private_channel");
  });

  it("begins two weeks back, so that what is still open stays in sight, or where the last success was", async () => {
    const oldest = async (from: string): Promise<number> => {
      world.slack.calls.length = 0;
      await world.fetch({}, { window: { from, to: WEEK.to } });
      return Number(world.slack.callsTo("conversations.history")[0]?.args["oldest"]) * 1_000;
    };
    assert.equal(await oldest("2026-11-19T07:00:00.000Z"), Date.parse("2026-11-05T08:00:00.000Z"));
    assert.equal(await oldest("2026-11-01T07:00:00.000Z"), Date.parse("2026-11-01T07:00:00.000Z"));
  });
});

describe("what comes in pages", () => {
  it("is read to its end: a channel, and a thread of a thousand answers", async () => {
    const root = wire(90_000, { reply_count: 1_000, latest_reply: timestamp(1) });
    const replies = Array.from({ length: 1_000 }, (_, index) =>
      wire(1_000 - index, { thread_ts: timestamp(90_000), text: `answer ${index}` }),
    );
    plantPages("conversations.history", [[wire(5_000, { text: "later" })], [root]]);
    plantPages("conversations.replies", [[root, ...replies.slice(0, 600)], replies.slice(600)]);
    const { items, notes } = await world.fetch({ max: 5_000 }, { window: WEEK });
    assert.equal(items.length, 1_002);
    assert.equal(items.at(-1)?.title, "answer 999");
    assert.equal(notes.length, 1);
  });

  it("is cut to the newest where there is too much, and that is told", async () => {
    const root = wire(90_000, { reply_count: 20, latest_reply: timestamp(1) });
    const old = wire(95_000, { reply_count: 1, latest_reply: timestamp(94_000) });
    const replies = Array.from({ length: 20 }, (_, index) => wire(20 - index, { thread_ts: timestamp(90_000), text: `answer ${index}` }));
    plantPages("conversations.history", [[root, old]]);
    plantPages("conversations.replies", [[root, ...replies]]);
    const { items, notes } = await world.fetch({ max: 10, channels: [world.slack.channel] }, { window: WEEK });
    assert.deepEqual([items.length, items[0]?.title, items.at(-1)?.title], [10, "answer 10", "answer 19"]);
    assert.deepEqual(notes, ["Read the newest 10 messages in #risk and left out older ones."]);
    assert.equal(world.slack.callsTo("conversations.replies").length, 1);
  });

  it("is read no further than its cap", async () => {
    const page = (from: number): Page => Array.from({ length: 4 }, (_, index) => wire(from + index));
    plantPages("conversations.history", [page(10), page(20), page(30)]);
    assert.equal((await world.fetch({ max: 6 }, { window: WEEK })).items.length, 6);
    assert.equal(world.slack.callsTo("conversations.history").length, 2);
  });
});

it("says by name where it reads when nobody has named a channel, and what to do where the app is in none", async () => {
  assert.deepEqual((await world.fetch()).notes, ["Reads #risk in Slack."]);
  assert.deepEqual((await world.fetch({ channels: [world.slack.channel] })).notes, []);
  world.plant("users.conversations", () => ({ answer: { ok: true, channels: [] } }));
  assert.deepEqual((await world.fetch()).notes, ["The app is in no channel of Slack yet: write /invite and its name in one."]);
});

it("keeps its cursor small however many people there are", async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => ({
    id: `U${index}`,
    profile: { real_name: "N".repeat(70), email: `${index}@x.example` },
  }));
  world.plant("users.list", () => ({ answer: { ok: true, members: names } }));
  plantPages("conversations.history", [names.map(({ id }, index) => wire(index + 1, { user: id }))]);
  const { cursor } = await world.fetch({ max: 5_000 }, { window: WEEK });
  assert.ok(JSON.stringify(cursor).length < 64_000);
});

it("only reads: nothing that it calls changes anything", async () => {
  await world.write("sam", "hello");
  await world.fetch();
  assert.ok(
    newCalls().every((method) =>
      /^(?:auth\.test|users\.(?:conversations|info|list)|conversations\.(?:history|replies|info))$/.test(method),
    ),
  );
});
