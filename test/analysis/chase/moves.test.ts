import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nextMoves } from "../../../src/analysis/chase/moves.ts";
import { endAsk, type Ask } from "../../../src/core/ask.ts";
import type { ChaseSubject } from "../../../src/core/automation.ts";
import type { Asked, ChaseInput, ChaseItem } from "../../../src/analysis/chase/types.ts";
import { follow, inputOf, itemOf, personOf, TUESDAY, written } from "./chase.ts";

const WEDNESDAY = "2026-11-18T09:30:00.000Z";
const THURSDAY = "2026-11-19T09:30:00.000Z";
const FRIDAY = "2026-11-20T09:30:00.000Z";

/** Why nobody is asked about the one item, and when that ends. */
function waiting(changes: Partial<ChaseInput>): [why: string | undefined, until: string | null | undefined] {
  const { messages, waits } = nextMoves(inputOf(changes));
  assert.deepEqual(messages, []);
  return [waits[0]?.why, waits[0]?.until];
}

const withItem = (changes: Partial<ChaseItem>, now = TUESDAY): Partial<ChaseInput> => ({ items: [itemOf("t-1", changes)], now });
const withAna = (changes: Partial<Asked>, now = TUESDAY): Partial<ChaseInput> => ({ people: [personOf("ana", changes)], now });

describe("one question and two reminders", () => {
  test("go out a business day apart, and then whoever wants to know is told", () => {
    const { moves, asks } = follow(inputOf(), TUESDAY, WEDNESDAY, THURSDAY, FRIDAY);
    assert.deepEqual(moves.map(written), [["ana ask 1"], ["ana reminder 1"], ["ana last_reminder 1"], []]);
    assert.deepEqual(
      asks.map(({ state, reason, endedAt }) => [state, reason, endedAt]),
      [["silent", "no reply from Ana since 2026-11-17", FRIDAY]],
    );
  });

  test("stop when the item moves, is done, goes, changes hands, or is told of elsewhere", () => {
    const after = (items: readonly ChaseItem[], changes: Partial<ChaseInput> = {}): unknown => {
      const { asks } = follow(inputOf(), TUESDAY);
      const { asks: rows, messages } = nextMoves(inputOf({ ...changes, asks, items, now: WEDNESDAY }));
      const old = rows.find(({ id }) => id === asks[0]?.id);
      return [old?.state, old?.reason, messages.length];
    };
    const later = "2026-11-17T15:00:00.000Z";
    assert.deepEqual(after([itemOf("t-1", { movedAt: later })]), ["moved", "it moved on 2026-11-17", 0]);
    assert.deepEqual(after([itemOf("t-1", { isOpen: false })]), ["moved", "it is done, or dropped", 0]);
    assert.deepEqual(after([itemOf("t-2", { actor: null })]), ["removed", "it is no longer in the plan", 0]);
    assert.deepEqual(after([itemOf("t-1", { actor: "ben" })]), ["removed", "Ben owns it now", 1]);
    assert.deepEqual(after([itemOf("t-1", { actor: null })]), ["removed", "nobody who can be asked is named for it now", 0]);
    assert.deepEqual(after([itemOf("t-1", { known: [{ item: "p", path: "fields.number", value: 815 }] })]), [
      "moved",
      "it is known without asking",
      0,
    ]);
    assert.deepEqual(after([itemOf("t-1", { launchDate: "2026-11-17" })]), ["expired", "the launch was on 2026-11-17", 0]);
    const off = { state: "cancelled", reason: "Sam called it off" } as const;
    assert.deepEqual(after([itemOf("t-1")], { closed: off }), ["cancelled", "Sam called it off", 0]);
    assert.deepEqual(after([itemOf("t-1")], withAna({ hasStopped: true })), ["stopped", "Ana wants no more questions", 0]);
    const roster = { ...inputOf().options, roster: ["ben"] };
    assert.deepEqual(after([itemOf("t-1")], { options: roster }), ["cancelled", "Ana is no longer among those who may be asked", 0]);
  });

  test("wait for a plan that is not there for some days, and end where it does not come back", () => {
    const gone = { ...inputOf({ items: [itemOf("files:plan/launch.csv#1")] }) };
    const { asks } = follow(gone, TUESDAY);
    const onDay = (day: string): unknown =>
      nextMoves({ ...gone, asks, items: [itemOf("files:plan/other.csv#1", { actor: null })], now: day }).asks;
    assert.deepEqual(onDay("2026-11-18T09:30:00.000Z"), []);
    assert.deepEqual(onDay("2026-11-24T09:30:00.000Z"), []);
    assert.partialDeepStrictEqual(onDay("2026-11-25T09:30:00.000Z"), [
      { state: "removed", reason: "nothing was left of its plan for more than 5 business days" },
    ]);
    const back = nextMoves({ ...gone, asks, now: WEDNESDAY });
    assert.deepEqual(written(back), ["ana reminder 1"]);
  });

  test("come about the same hour, but with the day's first where it presses", () => {
    const early = "2026-11-18T09:00:00.000Z";
    const asked = "2026-11-17T14:00:00.000Z";
    assert.deepEqual(follow(inputOf(), asked, early, "2026-11-18T12:59:00.000Z").moves.map(written), [["ana ask 1"], [], []]);
    assert.deepEqual(follow(inputOf(), asked, "2026-11-18T13:00:00.000Z").moves.map(written), [["ana ask 1"], ["ana reminder 1"]]);
    const near = inputOf(withItem({ launchDate: "2026-11-19" }));
    assert.deepEqual(follow(near, asked, early).moves.map(written), [["ana ask 1"], ["ana reminder 1"]]);
  });

  test("leave who was silent alone until something moves", () => {
    const week = "2026-11-25T10:30:00.000Z";
    const { asks, moves } = follow(inputOf(), TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, week);
    assert.deepEqual(moves.at(-1)?.waits[0]?.why, "no reply from Ana since 2026-11-17");
    const moved = nextMoves(inputOf({ asks, now: "2026-12-01T10:30:00.000Z", ...{ items: [itemOf("t-1", { movedAt: week })] } }));
    assert.deepEqual(written(moved), ["ana ask 1"]);
  });
});

test("who said that something is done or dropped is not asked about it again until it moves, whatever the plan says", () => {
  const { asks } = follow(inputOf(), TUESDAY);
  const told = {
    item: "t-1",
    status: "done",
    eta: null,
    etaAsk: false,
    percent: null,
    blocker: null,
    to: null,
    quote: [0, 4],
    sure: true,
  } as const;
  const said = asks.map((ask) =>
    endAsk({ ...ask, answer: { told, quote: "done", at: WEDNESDAY, reply: "r" } }, "answered", "Ana replied", WEDNESDAY),
  );
  const now = "2026-12-01T10:30:00.000Z";
  assert.deepEqual(waiting({ asks: said, now }), ["Ana said that it is done", null]);
  assert.deepEqual(written(nextMoves(inputOf({ asks: said, now, items: [itemOf("t-1", { movedAt: FRIDAY })] }))), ["ana ask 1"]);
});

describe("nobody is asked", () => {
  test("outside of their own hours, days and time", () => {
    assert.deepEqual(waiting({ now: "2026-11-17T08:59:00.000Z" }), ["it is too early in the day for Ana", "2026-11-17T09:00:00.000Z"]);
    assert.deepEqual(waiting({ now: "2026-11-17T15:30:00.000Z" }), ["it is too late in the day for Ana", "2026-11-18T09:00:00.000Z"]);
    assert.deepEqual(waiting({ now: "2026-11-26T10:00:00.000Z" }), ["Ana does not work on 2026-11-26", "2026-11-27T09:00:00.000Z"]);
    const absences = [{ from: "2026-11-16", to: "2026-11-18" }];
    assert.deepEqual(waiting(withAna({ absences })), ["Ana does not work on 2026-11-17", "2026-11-19T09:00:00.000Z"]);
    const busy = [{ from: "2026-11-17T09:00:00.000Z", to: "2026-11-17T10:15:00.000Z" }];
    assert.deepEqual(waiting(withAna({ busy })), ["Ana is busy", "2026-11-17T10:15:00.000Z"]);
    assert.deepEqual(waiting(withAna({ timezone: "Asia/Kathmandu" }, "2026-11-17T10:45:00.000Z")), [
      "it is too late in the day for Ana",
      "2026-11-18T04:15:00.000Z",
    ]);
  });

  test("on the wrong day of the week, unless it presses, until one comes on which they work", () => {
    const better = "it can wait for a better day of the week";
    assert.deepEqual(waiting({ now: FRIDAY }), [better, "2026-11-23T09:00:00.000Z"]);
    const onWednesdays = { ...inputOf().options, days: [3] };
    assert.deepEqual(waiting({ options: onWednesdays, now: FRIDAY }), [better, "2026-11-25T09:00:00.000Z"]);
    assert.deepEqual(waiting({ ...withItem({ due: "2026-11-25" }, FRIDAY), options: onWednesdays }), [better, "2026-11-23T09:00:00.000Z"]);
    assert.deepEqual(waiting({ options: { ...onWednesdays, days: [7] }, now: FRIDAY }), [better, null]);
    assert.deepEqual(written(nextMoves(inputOf(withItem({ due: "2026-11-24" }, FRIDAY)))), ["ana ask 1"]);
    assert.deepEqual(written(nextMoves(inputOf(withItem({ launchDate: "2026-11-24" }, FRIDAY)))), ["ana ask 1"]);
  });

  test("twice a day or four times a week, whichever automation did it", () => {
    const sent = (...days: readonly number[]) => days.map((day) => ({ person: "ana", at: `2026-11-${day}T14:00:00.000Z` }));
    assert.deepEqual(waiting({ now: THURSDAY, sent: sent(19) })[0], "Ana was written to today");
    assert.deepEqual(waiting({ now: THURSDAY, sent: sent(13, 16, 18) })[0], "Ana was written to 3 times this week");
    assert.deepEqual(written(nextMoves(inputOf({ now: THURSDAY, sent: sent(12, 16, 18) }))), ["ana ask 1"]);
  });

  test("who has not agreed to it, or wants none", () => {
    assert.deepEqual(waiting({ options: { ...inputOf().options, roster: ["ben"] } }), ["Ana is not among those who may be asked", null]);
    assert.deepEqual(waiting(withAna({ hasStopped: true })), ["Ana wants no more questions", null]);
    assert.deepEqual(waiting(withAna({ isReachable: false })), [
      "config/people.yaml has no account or address by which Ana can be asked",
      null,
    ]);
    assert.deepEqual(nextMoves(inputOf(withAna({ isReachable: false }))).asks, []);
    assert.deepEqual(waiting(withAna({ snoozedUntil: "2026-11-19" })), [
      "Ana wants no questions before 2026-11-19",
      "2026-11-19T09:00:00.000Z",
    ]);
  });

  test("about what is known, has moved lately, waits for something else or is nobody's", () => {
    const known = [{ item: "github:a/b#815", path: "fields.number", value: 815 }];
    assert.deepEqual(waiting(withItem({ known }))[0], "it is known without asking");
    assert.deepEqual(waiting(withItem({ movedAt: "2026-11-13T09:00:00.000Z" })), ["it moved on 2026-11-13", "2026-11-17T23:00:00.000Z"]);
    assert.deepEqual(waiting(withItem({ isReady: false, because: "owns T-3, which it waits for" }))[0], "Ana owns T-3, which it waits for");
    assert.deepEqual(waiting(withItem({ actor: null }))[0], "nobody owns it");
    const zoe = withItem({ actor: null, stranger: "zoe" });
    assert.equal(waiting(zoe)[0], "“zoe” owns it, and is nobody of config/people.yaml");
    assert.deepEqual(waiting(withItem({ launchDate: "2026-11-16" }))[0], "the launch was on 2026-11-16");
  });

  test("about what moved yesterday, but shortly before the launch each day counts", () => {
    const movedAt = "2026-11-16T09:00:00.000Z";
    assert.deepEqual(waiting(withItem({ movedAt }))[0], "it moved on 2026-11-16");
    assert.deepEqual(written(nextMoves(inputOf(withItem({ movedAt, launchDate: "2026-11-24" })))), ["ana ask 1"]);
  });
});

test("one message names the five most pressing items, counts the others, and these come the next day", () => {
  const items = [7, 3, 5, 1, 9, 2, 8].map((slack) => itemOf(`t-${slack}`, { slack }));
  const { moves, asks } = follow(inputOf({ items }), TUESDAY);
  assert.deepEqual(moves.map(written), [["ana ask 5 and 2"]]);
  const keys = new Map(asks.map(({ id, key }) => [id, key]));
  assert.deepEqual(
    moves[0]?.messages[0]?.asks.map((id) => keys.get(id)),
    ["T-1", "T-2", "T-3", "T-5", "T-7"],
  );
  assert.deepEqual(
    moves[0]?.waits.map(({ item, why }) => [item, why]),
    [
      ["t-8", "others come first in today's message"],
      ["t-9", "others come first in today's message"],
    ],
  );
});

test("a message leaves within ten minutes, not after the person's hours or into their next meeting", () => {
  const busy = [{ from: "2026-11-17T09:33:00.000Z", to: "2026-11-17T10:00:00.000Z" }];
  const [message] = nextMoves(inputOf(withAna({ busy }))).messages;
  assert.equal(message?.to, "2026-11-17T09:33:00.000Z");
  assert.ok(message.from >= TUESDAY && message.from < message.to);
  assert.equal(nextMoves(inputOf()).messages[0]?.to, "2026-11-17T15:30:00.000Z");
});

test("a message has one name for its person and day, whichever automation writes it", () => {
  const [one] = nextMoves(inputOf()).messages;
  const [other] = nextMoves(inputOf({ automation: "weekly", items: [itemOf("w-1")], now: "2026-11-17T13:00:00.000Z" })).messages;
  const [next] = nextMoves(inputOf({ now: WEDNESDAY })).messages;
  assert.equal(one?.key, other?.key);
  assert.notEqual(one?.key, next?.key);
});

test("a question without a chance ends with the reason", () => {
  const absences = [{ from: "2026-11-16", to: "2026-12-04" }];
  const { asks } = follow(inputOf(withAna({ absences })), TUESDAY, "2026-11-24T10:00:00.000Z", "2026-11-25T10:00:00.000Z");
  assert.deepEqual(
    asks.map(({ state, reason }) => [state, reason]),
    [["expired", "no chance to ask within 5 business days: Ana does not work on 2026-11-25"]],
  );
});

test("a move counts since the question, also where the clock was set back between deciding and asking", () => {
  const { asks } = follow(inputOf(), TUESDAY);
  const back = asks.map((ask) => ({ ...ask, createdAt: "2026-11-17T18:00:00.000Z" }));
  const items = [itemOf("t-1", { movedAt: "2026-11-17T15:00:00.000Z" })];
  assert.deepEqual(
    nextMoves(inputOf({ asks: back, items, now: WEDNESDAY })).asks.map(({ state }) => state),
    ["moved"],
  );
});

test("three messages are three, also where a journey puts two of them on one date", () => {
  const sent = ["2026-11-16T11:00:00.000Z", "2026-11-16T22:00:00.000Z", "2026-11-17T14:00:00.000Z"].map((at) => ({ person: "ana", at }));
  const people = [personOf("ana", { timezone: "Pacific/Honolulu" })];
  const { waits } = nextMoves(inputOf({ sent, people, now: "2026-11-18T22:00:00.000Z" }));
  assert.equal(waits[0]?.why, "Ana was written to 3 times this week");
});

test("who asked to be asked later is not called silent", () => {
  const { asks } = follow(inputOf(), TUESDAY);
  const later = { ...inputOf(withAna({ snoozedUntil: "2026-12-02" })), asks };
  const { asks: rows } = nextMoves({ ...later, now: "2026-11-27T10:00:00.000Z" });
  assert.deepEqual(
    rows.map(({ state, reason }) => [state, reason]),
    [["expired", "Ana wants no questions before 2026-12-02"]],
  );
});

test("of a plan only that is asked about which the definition speaks of, and of the rest it is said why not", () => {
  const items = [
    itemOf("t-1", { about: ["reviews"], because: "reviews #815" }),
    itemOf("t-2", { actor: "ben", about: ["tasks", "blockers"] }),
    itemOf("t-3", { actor: "ben" }),
  ];
  const about = (...subjects: ChaseSubject[]) => nextMoves(inputOf({ items, options: { ...inputOf().options, about: subjects } }));
  assert.deepEqual(written(about("reviews")), ["ana ask 1"]);
  assert.deepEqual(written(about("blockers")), ["ben ask 1"]);
  assert.deepEqual(written(about("tasks")), ["ben ask 2"]);
  assert.deepEqual(written(nextMoves(inputOf({ items }))), ["ana ask 1", "ben ask 2"]);
  assert.deepEqual(
    about("blockers").waits.map(({ item, why }) => [item, why]),
    [
      ["t-1", "Ana reviews #815, which nobody is asked about here"],
      ["t-3", "Ben owns it, which nobody is asked about here"],
    ],
  );
});

test("about one item nobody is asked by two automations, and what they told the other one is known", () => {
  const by = (asks: readonly Ask[]): Ask[] => asks.map((ask) => ({ ...ask, id: `blockers ${ask.id}`, automation: "blockers" }));
  const { asks } = follow(inputOf(), TUESDAY);
  const after = (others: readonly Ask[], now: string, changes: Partial<ChaseInput> = {}): unknown[] => {
    const { messages, waits } = nextMoves(inputOf({ others, now, ...changes }));
    return [messages.length, waits[0]?.why];
  };
  assert.deepEqual(after(by(asks), WEDNESDAY), [0, "Ana was asked about it by blockers"]);
  const due = asks.map((ask): Ask => ({ ...ask, state: "due", messages: [] }));
  assert.deepEqual(after(by(asks), WEDNESDAY, { asks: due }), [0, "Ana was asked about it by blockers"]);
  assert.deepEqual(after(by(asks), WEDNESDAY, { asks })[0], 1);
  const silent = by(asks.map((ask) => endAsk(ask, "silent", "no reply from Ana since 2026-11-17", WEDNESDAY)));
  assert.deepEqual(after(silent, "2026-11-24T09:30:00.000Z"), [0, "no reply from Ana since 2026-11-17"]);
  const answered = by(asks.map((ask) => endAsk(ask, "answered", "Ana replied", WEDNESDAY)));
  assert.deepEqual(after(answered, THURSDAY), [0, "asked about before: Ana replied"]);
  assert.deepEqual(after(answered, "2026-11-24T09:30:00.000Z")[0], 1);
  assert.deepEqual(after(by(asks), WEDNESDAY, withItem({ actor: "ben" }, WEDNESDAY))[0], 1);
});
