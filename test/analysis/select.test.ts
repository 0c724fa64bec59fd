import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createReader, findingOf, morning, words } from "./reader.ts";

describe("the budget", () => {
  test("shows five risks, three of one source, and names the other high ones", () => {
    const now = morning("2026-11-16");
    const findings = Array.from({ length: 9 }, (_, index) => ({
      ...findingOf({ name: `Task ${index}` }),
      source: index < 5 ? "files" : "git",
    }));
    const { risks, more } = createReader().run(now, findings).selection;
    assert.equal(risks.length, 5);
    assert.deepEqual(Map.groupBy(risks, ({ lead }) => lead.finding.source).get("files")?.length, 3);
    assert.equal(more.length, 4);
  });

  test("postpones medium ones, which are told the next day", () => {
    const reader = createReader();
    const findings = Array.from({ length: 4 }, (_, index) => findingOf({ name: `Task ${index}`, impact: 2 }));
    assert.equal(reader.run(morning("2026-11-16"), findings).selection.postponed.length, 1);
    const next = reader.run(morning("2026-11-17"), findings);
    assert.deepEqual(next.words.toSorted(), words("new", "repeat", "repeat", "repeat"));
    assert.equal(next.selection.risks.length, 1);
  });

  test("tells all findings about one item in one place, the strongest first", () => {
    const { risks } = createReader().run(morning("2026-11-16"), [findingOf(), findingOf({ rule: "TEST-02", impact: 4 })]).selection;
    assert.deepEqual(
      risks.map(({ lead, also }) => [lead.finding.rule, also.map((each) => each.finding.rule)]),
      [["TEST-02", ["TEST-01"]]],
    );
  });

  test("orders by severity, the nearest day, confidence and age", () => {
    const findings = [
      findingOf({ name: "Low metric", metric: 1 }),
      { ...findingOf({ name: "Due sooner" }), due: "2026-11-17" },
      findingOf({ name: "Severe", impact: 4 }),
      { ...findingOf({ name: "Sure" }), confidence: 0.95 },
      findingOf({ name: "High metric", metric: 9 }),
    ].map((each, index) => ({ ...each, source: String(index) }));
    const { risks } = createReader().run(morning("2026-11-16"), findings).selection;
    const names = risks.map(({ lead }) => lead.finding.evidence[0]?.value);
    assert.deepEqual(names, ["Severe", "Due sooner", "Sure", "High metric", "Low metric"]);
  });

  test("puts what is due today before what is not, however sure that is", () => {
    const findings = [
      { ...findingOf({ name: "Sure" }), confidence: 0.95 },
      { ...findingOf({ name: "Asked for by noon" }), confidence: 0.65, due: "2026-11-16T11:00:00.000Z" },
      { ...findingOf({ name: "Late" }), confidence: 0.9, due: "2026-11-13" },
      { ...findingOf({ name: "Due tomorrow" }), confidence: 0.95, due: "2026-11-17" },
    ];
    const { risks, more } = createReader().run(morning("2026-11-16"), findings).selection;
    const names = [...risks, ...more].map(({ lead }) => lead.finding.evidence[0]?.value);
    assert.deepEqual(names, ["Late", "Asked for by noon", "Due tomorrow", "Sure"]);
  });
});
