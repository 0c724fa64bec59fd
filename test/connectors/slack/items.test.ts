import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import type { Message } from "../../../src/core/kinds/message.ts";
import { onlyMessage, startWorld, timestamp, WEEK, wire, type SlackWorld } from "./world.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

let world: SlackWorld;
before(async () => {
  world = await startWorld();
  world.plant("users.info", ({ user }) => ({ answer: { ok: true, user: PEOPLE[user ?? ""] } }));
});
after(() => world.close());

const PEOPLE: Readonly<Record<string, unknown>> = {
  U0SAM: { id: "U0SAM", tz: "America/Los_Angeles", profile: { real_name: "Sam Rivera", email: "sam@example.com" } },
  U0DANA: { id: "U0DANA", real_name: "Dana Reyes", tz: "Nowhere/Special", profile: { real_name: "", email: "" } },
  U0GONE: { id: "U0GONE", name: "kim", deleted: true, profile: {} },
};

async function itemsOf(...messages: Record<string, unknown>[]): Promise<readonly Item[]> {
  world.plant("conversations.history", () => ({ answer: { ok: true, messages } }));
  return (await world.fetch({}, { window: WEEK })).items;
}

async function itemOf(changes: Record<string, unknown>): Promise<Message> {
  return onlyMessage({ items: await itemsOf(wire(60, changes)) });
}

test("a message has its words, its writer with account and zone, its channel and its address", async () => {
  const { item, ...fields } = await itemOf({ text: "Can you look at *October* before _noon_?" });
  const { channel } = world.slack;
  assert.equal(item.id, `slack:${channel}/${timestamp(60)}`);
  assert.equal(item.body, "Can you look at October before noon?");
  assert.equal(item.title, item.body);
  assert.equal(item.url, `https://emulate.slack.com/archives/${channel}/p${timestamp(60).replace(".", "")}`);
  assert.equal(item.ts, "2026-11-19T07:59:00.000Z");
  assert.deepEqual(item.actors, [{ name: "Sam Rivera", email: "sam@example.com", account: "slack:U0SAM", role: "from" }]);
  assert.deepEqual(fields, {
    ...{ channel, channelName: "#risk", group: false, message: timestamp(60), thread: timestamp(60), replies: 0 },
    ...{ everybody: false, question: true, reactions: [], editedAt: null, bot: false, attachments: [] },
    timezone: "America/Los_Angeles",
  });
});

test("ids are shown as names, links with their addresses, and what Slack escapes as it was written", async () => {
  const words = {
    "<@U0DANA> and <@U0DANA|old name>": "@Dana Reyes and @Dana Reyes",
    "<@U0GONE> <@UNOBODY> <@UNOBODY|Lee>": "@kim @somebody @somebody",
    "*<@U0DANA>*: see <#C0123456|launch> and <#C9999999>": "@Dana Reyes: see #launch and #C9999999",
    "<!channel> <!here|here> <!subteam^S0123|@finance> <!subteam^S0123>": "@channel here @finance @group",
    "<!date^1763546400^{date_num}|19 November> <!unheard^of>": "19 November @unheard",
    "<https://a.example/_x_/y|the plan> <https://a.example/b>": "the plan (https://a.example/_x_/y) https://a.example/b",
    "<mailto:sam@example.com|sam@example.com> <tel:+491234>": "sam@example.com +491234",
    "1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt; stays": "1 < 2 && 3 > 2, &lt; stays",
    "~no~ *yes* snake_case_name 2*3*4 *not\nacross*": "no yes snake_case_name 2*3*4 *not\nacross*",
  };
  for (const [written, shown] of Object.entries(words)) assert.equal((await itemOf({ text: written })).item.body, shown);
});

test("code and quotes stay, and are not taken for the writer's own words", async () => {
  const { item, question, everybody } = await itemOf({
    text: "&gt; shall we go?\nYes.\n```if (*a* ?b) <!channel>\nwhy? ```\nand `x ? ` too",
  });
  const foreign = item.quoteSpans.map(([start, end]) => item.body.slice(start, end));
  assert.deepEqual(foreign, ["> shall we go?", "```if (*a* ?b) @channel\nwhy? ```", "`x ? `"]);
  assert.deepEqual({ question, everybody }, { question: false, everybody: false });
  const rest = await itemOf({ text: "Look:\n&gt;&gt;&gt; all\nof this?" });
  assert.deepEqual(
    rest.item.quoteSpans.map(([start, end]) => rest.item.body.slice(start, end)),
    [">>> all\nof this?"],
  );
});

test("it tells whom it mentions, who reacted of those who are known, whether it was edited, and what is attached", async () => {
  const { item, ...fields } = await itemOf({
    text: "<@U0DANA> <!here> this one",
    reactions: [
      { name: "eyes", count: 3, users: ["U0DANA", "UOTHER", "U0SAM"] },
      { name: "tada", count: 1, users: ["U0SAM"] },
    ],
    edited: { user: "U0SAM", ts: timestamp(30) },
    files: [{ title: "plan.pdf" }, { name: "notes.txt", title: "" }, {}],
  });
  assert.deepEqual(
    item.actors.map(({ account, role }) => `${role} ${account}`),
    ["from slack:U0SAM", "mentioned slack:U0DANA", "reacted slack:U0DANA", "reacted slack:U0SAM"],
  );
  assert.deepEqual(fields.reactions, ["eyes 3", "tada 1"]);
  assert.equal(fields.everybody, true);
  assert.equal(fields.editedAt, "2026-11-19T07:59:30.000Z");
  assert.equal(item.updatedAt, fields.editedAt);
  assert.deepEqual(fields.attachments, ["plan.pdf", "notes.txt", "a file"]);
});

test("a program is told as one, by the name that it writes under, and also where its words stand beside the text", async () => {
  const { item, bot } = await itemOf({
    ...{ user: undefined, bot_id: "B0CI", username: "CI", subtype: "bot_message", text: "" },
    attachments: [{ fallback: "Build 12 failed" }],
  });
  assert.equal(bot, true);
  assert.deepEqual(item.actors, [{ name: "CI", account: "slack:B0CI", role: "from" }]);
  assert.equal(item.body, "Build 12 failed");
});

test("what nobody wrote, and what Chief itself wrote, is left out; a message with a file only is told by it", async () => {
  const own = await world.idOf("chief");
  const items = await itemsOf(
    wire(10, { subtype: "channel_join", text: "<@U0SAM> has joined" }),
    wire(20, { user: own, text: "The briefing" }),
    wire(30, { text: "", files: [{ title: "plan.pdf" }] }),
    wire(40, { text: "" }),
    { type: "message", text: "without a time" },
  );
  assert.deepEqual(
    items.map(({ title }) => title),
    ["A message without words", "plan.pdf"],
  );
});

test("an answer leads to its thread, and one that was sent to the channel too is told once", async () => {
  const reply = wire(30, { thread_ts: timestamp(60), text: "Done." });
  const broadcast = wire(20, { thread_ts: timestamp(60), text: "See above.", subtype: "thread_broadcast" });
  const root = wire(60, { thread_ts: timestamp(60), reply_count: 2, latest_reply: timestamp(20) });
  world.plant("conversations.replies", () => ({ answer: { ok: true, messages: [root, reply, broadcast] } }));
  const items = await itemsOf(broadcast, root);
  assert.deepEqual(
    items.map(({ title, fields }) => [title, fields["thread"], fields["replies"]]),
    [
      ["All is well here.", timestamp(60), 2],
      ["Done.", timestamp(60), 0],
      ["See above.", timestamp(60), 0],
    ],
  );
  assert.match(items[1]?.url ?? "", new RegExp(`\\?thread_ts=${timestamp(60)}&cid=${world.slack.channel}$`));
});

const hostileTexts = (size: number): string[] => {
  const run = (part: string): string => part.repeat(size / part.length);
  return [
    `hostile \u0000\u0007\u001b]0;owned\u0007 \u202eexe.txt \uE000 <!channel> ${run("x")}`,
    ...["*", "```", "<@U0SAM", "_a ", "<https://a.example|", "&gt;&gt;&gt;\n", "😀"].map(run),
  ];
};

test("hostile texts stay texts of bearable length, read without delay", async () => {
  const texts = hostileTexts(40_000);
  const items = await itemsOf(...texts.map((text, index) => wire(index + 1, { text })));
  await assertGrowsWithInput((size) => itemsOf(...hostileTexts(size).map((text, index) => wire(index + 1, { text }))), 40_000);
  assert.equal(items.length, texts.length);
  for (const { body, title, quoteSpans } of items) {
    assert.ok(body.length <= 6_000 && title.length <= 160);
    assert.doesNotMatch(body, /[^\P{Cc}\n\t]|[\p{Cs}\u202e]/u);
    assert.ok(quoteSpans.every(([start, end]) => 0 <= start && start < end && end <= body.length));
  }
});

test("a huge list of reactions, mentions and files is told in part", async () => {
  const many = Array.from({ length: 500 }, (_, index) => index);
  const { item, reactions, attachments } = await itemOf({
    text: many.map((index) => `<@UX${index}>`).join(" "),
    reactions: many.map((index) => ({ name: `r${index}`, count: 2, users: ["U0SAM", `UY${index}`] })),
    files: many.map((index) => ({ title: `f${index}` })),
  });
  assert.equal(reactions.length, 30);
  assert.equal(attachments.length, 20);
  assert.ok(item.actors.length <= 82);
  assert.ok(JSON.stringify(item).length < 20_000);
});

test("lists that are none, and people whom nobody can name, spoil nothing", async () => {
  const { item } = await itemOf({ reactions: "many", files: null, attachments: 7, user: "UNOBODY", text: "hello" });
  assert.equal(item.actors[0]?.name, "somebody");
  assert.equal(item.fields["timezone"], null);
});
