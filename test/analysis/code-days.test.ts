import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { healthOf } from "../support/items.ts";
import { briefed, type End } from "../support/simulator/morning.ts";
import { sceneOf } from "../support/simulator/scene.ts";
import { textOf } from "../support/text.ts";
import { linesOf } from "./checked-day.ts";

/** The weeks in which clocks change, and one with a holiday. */
const WEEKS = [
  ["2026-10-26", "Europe/Berlin"],
  ["2026-03-09", "America/Los_Angeles"],
  ["2026-11-23", "Asia/Kathmandu"],
] as const;

/** Mornings in a row, each held against its evidence, with what the sources hold on it; `lost` are days on which GitHub does not answer. */
function mornings(
  monday: ReturnType<typeof sceneOf>,
  count: number,
  itemsOn: (day: number) => readonly Item[],
  lost: readonly number[] = [],
): End[] {
  const ends: End[] = [];
  const ledger = new Map<string, LedgerEntry>();
  for (let day = 0; day < count; day += 1) {
    const scene = monday.on(monday.day(day));
    const isLost = lost.includes(day);
    const before = ends.at(-1);
    const sources = [healthOf("github", scene.now, isLost ? { ok: false, count: 0, error: "GitHub did not answer." } : {})];
    const items = isLost ? [] : itemsOn(day);
    const carried = before && {
      ledger: [...ledger.values()],
      changes: before.changes,
      earlier: itemsOn(day - 1),
      since: monday.on(monday.day(day - 1)).now,
    };
    const end = briefed({ scene, absences: {}, items, sources, ledger: [], changes: [], ...carried });
    for (const entry of end.ledger) ledger.set(entry.key, entry);
    ends.push(end);
  }
  for (const end of ends) assert.deepEqual(end.violations, []);
  return ends;
}

const wordsOf = ({ judged }: End): string => judged.map(({ finding, word }) => `${finding.rule} ${word}`).join();

for (const [date, timezone] of WEEKS) {
  test(`a wait for a review is named at first, told when it gets longer, and no more once it is over, in the week of ${date} in ${timezone}`, () => {
    const monday = sceneOf(date, timezone);
    const at = monday.workdayAt("10:00", -2);
    const open = monday.pull("Warn of spring tides", { openedAt: at, asked: { me: at } });
    const merged = monday.pull("Warn of spring tides", {
      ...{ openedAt: at, state: "merged", approvals: 1, mergedAt: monday.at("16:00", 2) },
      said: { me: ["approved", monday.at("15:00", 2)] },
    });
    const ends = mornings(monday, 4, (day) => (day < 3 ? [open] : [merged]));
    assert.deepEqual(ends.slice(0, 3).map(wordsOf), ["PR-01 new", "PR-01 new", "PR-01 worse"]);
    assert.deepEqual(
      ends.map(({ briefing }) => [linesOf(briefing, "risks").length, linesOf(briefing, "open").length]),
      [
        [0, 1],
        [1, 0],
        [1, 0],
        [0, 0],
      ],
    );
    assert.equal(new Set(ends.flatMap(({ judged }) => judged.map(({ finding }) => finding.key))).size, 1);
  });

  test(`a merge that nobody read is told once and is nothing that is still open, in the week of ${date} in ${timezone}`, () => {
    const monday = sceneOf(date, timezone);
    const pull = monday.pull("Stop the pump", { head: "hotfix/pump", state: "merged", mergedAt: monday.at("07:00") });
    const ends = mornings(monday, 4, () => [pull]);
    assert.deepEqual(ends.slice(0, 3).map(wordsOf), ["PR-08 new", "PR-08 repeat", ""]);
    assert.deepEqual(
      ends.map(({ briefing }) => [
        linesOf(briefing, "risks").length,
        linesOf(briefing, "open").length,
        linesOf(briefing, "cleared").length,
      ]),
      [
        [1, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    );
  });

  test(`a red branch that is lost from sight is not told as mended, in the week of ${date} in ${timezone}`, () => {
    const monday = sceneOf(date, timezone);
    const runs = [monday.job(monday.at("03:00")), monday.job(monday.at("05:00"), { conclusion: "failed" })];
    const mended = [...runs, monday.job(monday.at("20:00", 1))];
    const ends = mornings(monday, 4, (day) => (day < 2 ? runs : mended), [1]);
    assert.match(
      textOf(ends[1]?.briefing.gaps[0]?.text ?? []),
      /github: GitHub did not answer\. What was open there has not been checked\./,
    );
    assert.deepEqual(ends.map(wordsOf), ["CI-01 new", "", "CI-01 resolved", ""]);
  });
}

test("what was merged, closed or taken back is cleared in these words", () => {
  const monday = sceneOf("2026-11-16", "Europe/Berlin");
  const at = monday.workdayAt("10:00", -12);
  const pull = (words: object) => monday.pull("Warn of spring tides", { openedAt: at, asked: { me: at }, ...words });
  const rollout = (words: object) => monday.rollout("Tides 5", monday.minutes(-2_000), { source: "github", state: "paused", ...words });
  const endings: readonly (readonly [Item, Item, string])[] = [
    [
      pull({}),
      pull({ state: "merged", approvals: 1, mergedAt: monday.at("12:00") }),
      "Warn of spring tides (#NUMBER) waits for your review: merged.",
    ],
    [pull({}), pull({ state: "closed" }), "Warn of spring tides (#NUMBER) waits for your review: closed."],
    [rollout({}), rollout({ state: "withdrawn" }), "Tides 5 at 10 % does not go on: taken back."],
  ];
  for (const [before, after, line] of endings) {
    const ends = mornings(monday, 2, (day) => [day === 0 ? before : after]);
    const cleared = linesOf(ends[1]?.briefing ?? assert.fail(), "cleared").map((each) => each.replace(/#\d+/, "#NUMBER"));
    assert.deepEqual(cleared, [line]);
  }
});
