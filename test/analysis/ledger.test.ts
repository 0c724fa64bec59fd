import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fact } from "../../src/core/prose.ts";
import { judge } from "../../src/analysis/ledger.ts";
import type { Finding } from "../../src/core/finding.ts";
import { calendarOf, taskOf } from "../support/items.ts";
import { CHECKED, createReader, findingOf, morning, words } from "./reader.ts";

describe("over five days", () => {
  test("a finding is told on the first day, counted in between, and told again on the fifth and tenth business day", () => {
    const reader = createReader();
    const days = [
      "2026-11-09",
      "2026-11-10",
      "2026-11-11",
      "2026-11-12",
      "2026-11-13",
      "2026-11-14",
      "2026-11-16",
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
    ];
    const told = days.filter((day) => reader.run(morning(day), [findingOf()]).selection.risks.length > 0);
    assert.deepEqual(told, ["2026-11-09", "2026-11-13", "2026-11-20"]);
  });

  test("a weekend and a holiday are no days on which something grows old", () => {
    const reader = createReader();
    ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30"].forEach((day) =>
      reader.run(morning(day), [findingOf()]),
    );
    assert.equal(reader.entry()?.daysOpen, 4);
  });

  test("a reader of one briefing a week is told in full each week", () => {
    const reader = createReader();
    const told = ["2026-11-02", "2026-11-09", "2026-11-16"].map((day) => reader.run(morning(day), [findingOf()]).told);
    assert.deepEqual(told, [true, true, true]);
  });

  test("new, repeated, worse, changed and resolved follow each other as things happen", () => {
    const reader = createReader();
    const seen = [
      reader.run(morning("2026-11-16"), [findingOf({ metric: 1, state: "dana" })]),
      reader.run(morning("2026-11-17"), [findingOf({ metric: 1.5, state: "dana" })]),
      reader.run(morning("2026-11-18"), [findingOf({ metric: 2, state: "dana" })]),
      reader.run(morning("2026-11-19"), [findingOf({ metric: 3, state: "sam" })]),
      reader.run(morning("2026-11-20"), []),
      reader.run(morning("2026-11-21"), []),
    ].flatMap((day) => [day.words]);
    assert.deepEqual(seen, [words("new"), words("repeat"), words("worse"), words("changed"), words("resolved"), words()]);
  });
});

test("a second run on the same day repeats", () => {
  const reader = createReader();
  reader.run("2026-11-16T08:00:00.000Z", [findingOf()]);
  const again = reader.run("2026-11-16T08:30:00.000Z", [findingOf()]);
  assert.deepEqual(again.words, words("repeat"));
  assert.equal(again.selection.open.length, 1);
});

test("a second run on the fifth day does not tell it in full twice", () => {
  const reader = createReader();
  ["09", "10", "11", "12", "13"].forEach((day) => reader.run(morning(`2026-11-${day}`), [findingOf()]));
  assert.equal(reader.run("2026-11-13T12:00:00.000Z", [findingOf()]).told, false);
});

test("each higher severity and each bucket of the metric is worse, nothing in between is", () => {
  const reader = createReader();
  const seen = [1, 1.9, 2, 3, 4, 7, 8, 15, 16, 99].map(
    (metric, index) => reader.run(morning(`2026-11-${10 + index}`), [findingOf({ metric })]).words[0],
  );
  assert.deepEqual(seen, words("new", "repeat", "worse", "repeat", "worse", "repeat", "worse", "repeat", "worse", "repeat"));
  assert.deepEqual(reader.run(morning("2026-11-20"), [findingOf({ metric: 99, impact: 4 })]).words, words("worse"));
});

test("less severe is not worse", () => {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [findingOf({ impact: 4 })]);
  assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ impact: 3 })]).words, words("repeat"));
});

test("what was only counted is new once it grows enough to be shown", () => {
  const reader = createReader();
  assert.equal(reader.run(morning("2026-11-16"), [findingOf({ impact: 1 })]).told, false);
  const grown = reader.run(morning("2026-11-17"), [findingOf({ impact: 2 })]);
  assert.deepEqual(grown.words, words("new"));
  assert.equal(grown.told, true);
});

describe("what is gone", () => {
  test("is told once, and only where it was shown as high", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf(), findingOf({ name: "Medium", impact: 2 })]);
    const day = reader.run(morning("2026-11-17"), []);
    assert.deepEqual(
      day.judged.map((each) => [each.word, each.finding.title[0]]),
      [["resolved", fact(taskOf("Report"), "title")]],
    );
    assert.deepEqual(reader.run(morning("2026-11-18"), []).words, words());
  });

  test("is not told where it merely turned into the next stage of the same matter", () => {
    const reader = createReader({ "TEST-01": CHECKED, "TEST-02": { ...CHECKED, stageOf: "TEST-01" } });
    reader.run(morning("2026-11-16"), [findingOf()]);
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ rule: "TEST-02" })]).words, words("new"));
  });

  test("is told though something else about the same thing has come up", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf()]);
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ rule: "TEST-02" })]).words, words("new", "resolved"));
  });

  test("is told though something else about the same thing still stands", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf(), findingOf({ rule: "TEST-02" })]);
    assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf({ rule: "TEST-02" })]).words, words("repeat", "resolved"));
  });

  test("is not told of events, and an event seen again is not back", () => {
    const reader = createReader({ "TEST-01": { source: "files" } });
    reader.run(morning("2026-11-16"), [findingOf()]);
    assert.deepEqual(reader.run(morning("2026-11-17"), []).words, words());
    assert.deepEqual(reader.run(morning("2026-11-18"), [findingOf()]).words, words("repeat"));
  });

  test("is told as worse when it comes back soon, and as new after two weeks", () => {
    const soon = createReader();
    soon.run(morning("2026-11-02"), [findingOf()]);
    soon.run(morning("2026-11-03"), []);
    assert.deepEqual(soon.run(morning("2026-11-05"), [findingOf()]).words, words("worse"));
    const late = createReader();
    late.run(morning("2026-11-02"), [findingOf()]);
    late.run(morning("2026-11-03"), []);
    assert.deepEqual(late.run(morning("2026-11-18"), [findingOf()]).words, words("new"));
    assert.equal(late.entry()?.firstSeen, morning("2026-11-18"));
  });

  test("is not back where its time had come and another date of it is found", () => {
    const reader = createReader();
    const weekly = (date: string): Finding => ({ ...findingOf(), lapses: `${date}T10:00:00.000Z` });
    const seen = ["2026-11-02", "2026-11-09"].flatMap((date) => [
      reader.run(morning(date), [weekly(date)]).words,
      reader.run(`${date}T12:00:00.000Z`, []).words,
    ]);
    assert.deepEqual(seen, [words("new"), words(), words("new"), words()]);
    assert.equal(reader.entry()?.firstSeen, morning("2026-11-09"));
  });

  test("is told once a day at most while it flaps", () => {
    const reader = createReader();
    const hour = (value: string): string => `2026-11-16T${value}:00:00.000Z`;
    const seen = [
      reader.run(hour("08"), [findingOf()]),
      reader.run(hour("09"), []),
      reader.run(hour("10"), [findingOf()]),
      reader.run(hour("11"), []),
      reader.run(hour("12"), [findingOf()]),
    ].map((each) => each.words);
    assert.deepEqual(seen, [words("new"), words("resolved"), words("repeat"), words(), words("repeat")]);
    reader.run("2026-11-17T09:00:00.000Z", []);
    assert.deepEqual(reader.run("2026-11-17T13:00:00.000Z", [findingOf()]).words, words("worse"));
  });
});

describe("a source that could not be read", () => {
  const failed = { checked: [] };

  test("neither clears nor ages what was open there", () => {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf()]);
    const before = reader.entry();
    const day = reader.run(morning("2026-11-17"), [], failed);
    assert.deepEqual(day.judged, []);
    assert.deepEqual(day.entries, []);
    assert.deepEqual(day.unchecked, [before]);
    assert.deepEqual(reader.run(morning("2026-11-18"), [findingOf()]).words, words("repeat"));
  });

  test("still lets be told what was found in the part that could be read", () => {
    const reader = createReader();
    assert.deepEqual(reader.run(morning("2026-11-16"), [findingOf()], failed).words, words("new"));
  });
});

test("a run as of an earlier instant clears nothing, and makes nothing older", () => {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [findingOf()]);
  const back = reader.run(morning("2026-11-10"), []);
  assert.deepEqual([back.words, back.entries], [words(), []]);
  reader.run(morning("2026-11-10"), [findingOf()]);
  reader.run(morning("2026-11-17"), [findingOf()]);
  assert.equal(reader.entry()?.daysOpen, 2);
});

test("a look ahead ends nothing that still stands today", () => {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [findingOf()]);
  assert.deepEqual(reader.run(morning("2027-01-18"), []).words, words("resolved"));
  assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf()]).words, words("repeat"));
  assert.equal(reader.entry()?.resolvedAt, undefined);
});

test("what rests on two sources is over only once both of them answer", () => {
  const reader = createReader();
  const one = findingOf();
  const both = { ...one, evidence: [...one.evidence, { item: "mail:1@example.com", path: "title", value: "MSA" }] };
  reader.run(morning("2026-11-16"), [both]);
  const half = reader.run(morning("2026-11-17"), [], { checked: ["files"] });
  assert.deepEqual([half.words, half.unchecked.map((entry) => entry.sources)], [words(), [["files", "mail"]]]);
  assert.deepEqual(reader.run(morning("2026-11-18"), [], { checked: ["files", "mail"] }).words, words("resolved"));
});

test("an entry from before sources were kept is checked by the source of its rule", () => {
  const { source: _source, ...entry } = readerOf(findingOf()).entry() ?? assert.fail("no entry");
  const input = {
    findings: [],
    ledger: [entry],
    fates: new Map([["TEST-01", CHECKED]]),
    now: morning("2026-11-17"),
    calendar: calendarOf(),
  };
  assert.equal(judge({ ...input, checked: new Set(["files"]) }).judged[0]?.word, "resolved");
  assert.deepEqual(judge({ ...input, checked: new Set(["git"]) }).unchecked, [{ ...entry, source: "files" }]);
});

function readerOf(finding: Finding) {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [finding]);
  return reader;
}

test("a rule that is no more leaves its entries alone and says nothing", () => {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [findingOf()]);
  const day = reader.run(morning("2026-11-17"), [], { known: {} });
  assert.deepEqual([day.judged, day.entries, day.unchecked], [[], [], []]);
});

test("what a source does not cover any more ends without a word, whether it answers or not, and is new should it come back", () => {
  for (const checked of [["files"], []]) {
    const reader = createReader();
    reader.run(morning("2026-11-16"), [findingOf()]);
    const narrowed = reader.run(morning("2026-11-17"), [], { checked, narrowed: ["files"] });
    assert.deepEqual([narrowed.words, narrowed.unchecked], [words(), []]);
    assert.deepEqual(reader.run(morning("2026-11-18"), []).words, words());
    assert.deepEqual(reader.run(morning("2026-11-19"), [findingOf()]).words, words("new"));
  }
});

test("what a source that covers less still brings goes on as it was", () => {
  const reader = createReader();
  reader.run(morning("2026-11-16"), [findingOf()]);
  assert.deepEqual(reader.run(morning("2026-11-17"), [findingOf()], { narrowed: ["files"] }).words, words("repeat"));
});
