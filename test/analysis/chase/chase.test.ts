import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { analyse } from "../../../src/analysis/analyse.ts";
import type { Chased, ChaseState } from "../../../src/analysis/chase/types.ts";
import type { Item, SourceHealth } from "../../../src/core/item.ts";
import { healthOf } from "../../support/items.ts";
import { peopleWith } from "../../support/simulator/cast.ts";
import { sceneOf } from "../../support/simulator/scene.ts";
import { personOf } from "./chase.ts";

const thursday = sceneOf("2026-11-19", "Europe/Berlin");
const NOW = thursday.at("11:00");
const EDITED = thursday.workdayAt("10:00", -6);
const DOCS = thursday.task(
  "Write the docs",
  { plan: "Spring", key: "T-12", statusAt: EDITED, owner: "Lee Park", status: "in_progress" },
  EDITED,
);

const LEE = personOf("lee", { name: "Lee Park" });
const STATE: ChaseState = {
  automation: "launch",
  options: { roster: ["lee"], requester: "me", cadenceDays: 2, hours: { start: "10:00", end: "16:30" }, days: [1, 2, 3, 4] },
  ...{ people: [LEE], asks: [], others: [], sent: [], closed: null, earlier: [], leaving: [], held: [] },
};

function chased(changes: { items?: readonly Item[]; sources?: readonly SourceHealth[]; state?: Partial<ChaseState> } = {}): Chased {
  const { items = [DOCS], sources = [healthOf("files", NOW)], state = {} } = changes;
  const seen = { items, sources, gone: [], changes: [], ledger: [], thresholds: {}, people: peopleWith(), reader: "me" };
  const analysis = analyse({ ...seen, calendar: thursday.calendar, now: NOW, chase: { ...STATE, ...state } });
  if (analysis.chase === undefined) throw new Error("expected asking to have come to something, got nothing");
  return analysis.chase;
}

describe("asking, as one analysis sees it", () => {
  test("is left alone where nobody is asked", () => {
    const seen = { items: [DOCS], sources: [], gone: [], changes: [], ledger: [], thresholds: {}, people: peopleWith(), reader: "me" };
    assert.equal("chase" in analyse({ ...seen, calendar: thursday.calendar, now: NOW }), false);
  });

  test("asks the owner of a task that nobody has told of", () => {
    const { asks, changed, messages, heldBack } = chased();
    assert.deepEqual(
      asks.map(({ key, person, state }) => [key, person, state]),
      [["T-12", "lee", "asked"]],
    );
    assert.deepEqual(changed, asks);
    assert.deepEqual(
      messages.map(({ person, asks: ids }) => [person, ids]),
      [["lee", asks.map(({ id }) => id)]],
    );
    assert.equal(heldBack, undefined);
  });

  test("keeps every row as it was while a source does not answer, or what it shows is made up", () => {
    const { asks } = chased();
    const failed = healthOf("github", NOW, { ok: false, error: "GitHub did not answer" });
    const without = chased({ items: [], sources: [healthOf("files", NOW), failed], state: { asks } });
    assert.deepEqual([without.asks, without.changed, without.messages, without.waits], [asks, [], [], []]);
    assert.equal(without.heldBack, "nobody is asked while github could not be read in full");
    const madeUp = chased({ sources: [healthOf("slack", NOW, { madeUpUntil: "chief connect slack" })] });
    assert.deepEqual([madeUp.asks, madeUp.heldBack], [[], "nobody is asked while what is shown of slack is made up"]);
  });

  test("writes to nobody who is in a meeting, or away, by a calendar that was read", () => {
    const inMeeting = chased({ items: [DOCS, thursday.meeting("Budget", "10:30", "11:30", { with: { lee: "accepted" } })] });
    assert.deepEqual([inMeeting.messages, inMeeting.waits[0]?.why], [[], "Lee Park is busy"]);
    assert.equal(inMeeting.waits[0]?.until, thursday.at("11:30"));
    const declined = thursday.meeting("Budget", "10:30", "11:30", { by: "jonas", with: { lee: "declined" } });
    assert.equal(chased({ items: [DOCS, declined] }).messages.length, 1);
    const off = { allDay: true, start: "2026-11-19", end: "2026-11-20", showAs: "out_of_office" } as const;
    assert.deepEqual(chased({ items: [DOCS, thursday.meeting("Lee away", "00:00", "01:00", off)] }).messages, []);
  });

  test("writes before the next meeting or not at all", () => {
    const soon = thursday.meeting("Budget", "11:04", "12:00", { with: { lee: "accepted" } });
    assert.equal(chased({ items: [DOCS, soon] }).messages[0]?.to, thursday.at("11:04"));
  });

  test("shows its rows as items that lines can cite, with what was said", () => {
    const [ask] = chased().asks;
    if (ask === undefined) throw new Error("expected an ask, got none");
    const told = {
      item: DOCS.id,
      status: "at_risk",
      eta: "2026-11-27",
      etaAsk: false,
      sure: true,
      percent: 80,
      blocker: null,
      to: null,
    } as const;
    const answer = { told: { ...told, quote: [0, 3] as const }, quote: "80%, Friday is tight", at: NOW, reply: "slack:1" };
    const [item] = chased({ state: { asks: [{ ...ask, answer }] } }).evidence;
    assert.deepEqual([item?.id, item?.source, item?.kind, item?.title], [`asks:${ask.id}`, "asks", "ask", "Write the docs"]);
    assert.deepEqual(item?.actors, [{ name: "Lee Park", role: "of" }]);
    assert.deepEqual(item?.fields, {
      ...{ item: DOCS.id, key: "T-12", person: "Lee Park", state: "asked", reason: "asked on 2026-11-19", because: "owns it" },
      ...{ endedAt: null, askedAt: NOW, asksFrom: null, isHeld: false, reminders: 0, quote: "80%, Friday is tight", saidAt: NOW },
      ...{ status: "at_risk", eta: "2026-11-27", etaTo: null, percent: 80, blocker: null, sure: true },
    });
  });
});
