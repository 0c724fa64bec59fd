import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { promisedInChat } from "../../src/analysis/rules/chat/promises.ts";
import { askedInChat } from "../../src/analysis/rules/chat/waiting.ts";
import { thresholdsOf, type Rule } from "../../src/analysis/rule.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { healthOf } from "../support/items.ts";
import { peopleWith, type Name } from "../support/simulator/cast.ts";
import { briefed, type End } from "../support/simulator/morning.ts";
import { sceneOf, type Scene } from "../support/simulator/scene.ts";
import { textOf } from "../support/text.ts";
import { linesOf } from "./checked-day.ts";

const thursday = sceneOf("2026-11-19", "Europe/Berlin");
const friday = sceneOf("2026-11-20", "Europe/Berlin");
const ASK = "@Sam Rivera can you tell me which berth the ferry gets?";
const asked = thursday.chat(ASK, thursday.workdayAt("11:00", -3), { to: ["me"] });

function find(rule: Rule, items: readonly Item[], { now, calendar }: Scene = thursday): Finding[] {
  return rule.find({ items, gone: [], changes: [], now, calendar, people: peopleWith(), thresholds: thresholdsOf(rule) });
}

/** A message of mine, and what somebody asks below it. */
function mineWith(mine: Item, to: readonly Name[]): Item[] {
  return [mine, thursday.chat("Could you share it?", thursday.workdayAt("12:00", -3), { below: mine, to })];
}

/** A morning on which Slack is all that is read, its briefing held against its evidence. */
function morning(items: readonly Item[], before?: End, scene = thursday, earlier: readonly Item[] = []): End {
  const { now } = scene;
  const start = { scene, absences: {}, items, sources: [healthOf("slack", now)] };
  const end = before
    ? briefed({ ...start, ledger: before.ledger, changes: before.changes, earlier, since: thursday.now })
    : briefed({ ...start, ledger: [], changes: [] });
  assert.deepEqual(end.violations, []);
  return end;
}

describe("CHAT-01, waiting for my answer in a chat", () => {
  test("says who waits, where, since when, and what they asked", () => {
    const [finding] = find(askedInChat, [asked]);
    assert.ok(finding);
    assert.deepEqual([finding.title, finding.why, finding.action].map(textOf), [
      "Lee Park waits for your answer in #pier",
      `asked 3 business days ago: “${ASK}”`,
      "answer Lee Park, or say when you will",
    ]);
    assert.equal(finding.lapses, new Date(Date.parse(asked.ts) + 14 * 86_400_000).toISOString());
  });

  test("is silent about what is answered, what is not for me, and what a program asks", () => {
    const at = thursday.workdayAt("11:00", -3);
    const later = thursday.workdayAt("11:05", -3);
    const cases: Readonly<Record<string, readonly Item[]>> = {
      "I reacted": [thursday.chat(ASK, at, { to: ["me"], reacted: ["lee", "me"] })],
      "I answered below": [asked, thursday.chat("Berth two.", later, { by: "me", below: asked })],
      "I answered beside it": [asked, thursday.chat("@Lee Park berth two.", later, { by: "me", to: ["lee"] })],
      "somebody else answered": [asked, thursday.chat("Berth two.", later, { by: "jonas", below: asked })],
      "nobody in particular is asked": [thursday.chat("Can you tell me which berth the ferry gets?", at)],
      "another is asked": [thursday.chat("@Jonas Brandt can you tell me?", at, { to: ["jonas"] })],
      "another is asked in my thread": mineWith(thursday.chat("The plan.", at, { by: "me" }), ["jonas"]),
      "a program asks": [thursday.chat(ASK, at, { to: ["me"], bot: true })],
    };
    for (const [name, items] of Object.entries(cases)) assert.deepEqual(find(askedInChat, items), [], name);
    assert.equal(find(askedInChat, mineWith(thursday.chat("The plan.", at, { by: "me" }), [])).length, 1);
  });

  test("keeps its key while they ask again below, and counts from the first question", () => {
    const again = thursday.chat("Any news?", thursday.workdayAt("11:00", -2), { below: asked });
    const [first, second] = [find(askedInChat, [asked])[0], find(askedInChat, [asked, again])[0]];
    assert.equal(second?.key, first?.key);
    assert.equal(second?.metric, 3);
  });

  test("weighs more the longer it waits, and for those who matter", () => {
    const severity = (time: string, days: number, by: "lee" | "dana" | "omar"): number | undefined =>
      find(askedInChat, [thursday.chat(ASK, thursday.workdayAt(time, days), { by, to: ["me"] })])[0]?.severity;
    assert.deepEqual([severity("09:00", -1, "lee"), severity("09:00", -2, "lee"), severity("09:00", -4, "lee")], [1, 2, 2]);
    assert.deepEqual([severity("09:00", -2, "omar"), severity("09:00", -2, "dana")], [3, 4]);
  });

  test("does not take a weekend, a holiday or a night for waiting", () => {
    const monday = sceneOf("2026-11-30", "Europe/Berlin");
    const before = monday.chat(ASK, monday.at("17:00", -5), { to: ["me"] });
    assert.deepEqual(find(askedInChat, [before], sceneOf("2026-11-27", "Europe/Berlin")), []);
    assert.equal(find(askedInChat, [before], monday).length, 1);
  });

  test("knows me by my account too, where the message has no address of mine", () => {
    const [me, ...others] = peopleWith().all;
    assert.ok(me);
    const people = { all: [{ ...me, accounts: ["slack:UME"] }, ...others] };
    const { contentHash: _contentHash, ...draft } = asked;
    const actors = asked.actors.map(({ email: _email, ...actor }) => actor);
    const items = [{ ...draft, actors, contentHash: "v1:other" }];
    const { now, calendar } = thursday;
    const context = { items, gone: [], changes: [], now, calendar, thresholds: thresholdsOf(askedInChat) };
    assert.equal(askedInChat.find({ ...context, people }).length, 1);
    assert.equal(askedInChat.find({ ...context, people: peopleWith() }).length, 0);
  });
});

describe("CHAT-02, my promise in a chat", () => {
  test("says where I gave it, when it is due, and in which words", () => {
    const said = thursday.chat("I'll send you the tide tables by 19 November.", thursday.workdayAt("11:00", -2), { by: "me" });
    const [finding] = find(promisedInChat, [said]);
    assert.ok(finding);
    assert.deepEqual([finding.title, finding.why, finding.action].map(textOf), [
      "Your promise in #pier",
      "due now; you wrote 2 business days ago: “I'll send you the tide tables by 19 November.”",
      "deliver it, or name a new day",
    ]);
    assert.equal(finding.due, "2026-11-19");
  });

  test("means the day in the zone of its writer", () => {
    const said = (timezone: string): Item =>
      thursday.chat("I'll send you the tide tables tomorrow.", "2026-11-18T23:30:00.000Z", { by: "me", timezone });
    assert.equal(find(promisedInChat, [said("America/Los_Angeles")])[0]?.due, "2026-11-19");
    assert.equal(find(promisedInChat, [said("Europe/Berlin")])[0]?.due, "2026-11-20");
  });
});

describe("a briefing over Slack", () => {
  const other = thursday.chat("The crane is back.", thursday.workdayAt("15:00", -1), { channel: "C0QUAY", channelName: "#quay" });
  const first = morning([asked, other]);

  test("tells what was looked at, and how much was written where", () => {
    assert.equal(textOf(first.briefing.coverage), "Looked at 2 channels of Slack over the last 7 days.");
    assert.deepEqual(linesOf(first.briefing, "changed"), ["Slack: 2 messages in 2 channels: #pier and #quay."]);
  });

  test("tells later only what was not there before, however people react", () => {
    const { contentHash: _contentHash, ...draft } = other;
    const reacted = { ...draft, fields: { ...other.fields, reactions: ["eyes 2"] }, contentHash: "v1:other" };
    const fresh = friday.chat("And the winch.", friday.workdayAt("15:00", -1), { channel: "C0QUAY", channelName: "#quay" });
    const second = morning([asked, reacted, fresh], first, friday, [asked, other]);
    assert.deepEqual(linesOf(second.briefing, "changed"), ["Slack: 1 message in 1 channel: #quay."]);
    assert.deepEqual(linesOf(morning([asked, reacted], first, friday, [asked, other]).briefing, "changed"), []);
  });

  test("clears a question once it is answered", () => {
    const important = thursday.chat(ASK, thursday.workdayAt("11:00", -3), { by: "grace", to: ["me"] });
    const open = morning([important]);
    assert.match(linesOf(open.briefing, "risks")[0] ?? "", /^Grace Okafor waits for your answer in #pier/);
    const answer = friday.chat("Berth two.", friday.workdayAt("15:00", -1), { by: "me", below: important });
    const { briefing } = morning([important, answer], open, friday, [important]);
    assert.deepEqual(linesOf(briefing, "risks"), []);
    assert.match(linesOf(briefing, "cleared")[0] ?? "", /no longer open/);
  });
});
