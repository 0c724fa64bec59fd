import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Briefing, Bullet } from "../../src/core/briefing.ts";
import { derived, fact, getFact, prose, type Prose } from "../../src/core/prose.ts";
import { check } from "../../src/verify/check.ts";
import { fix } from "../../src/verify/fix.ts";
import type { Evidence, ViolationCode } from "../../src/verify/violation.ts";
import { NOW, runDay } from "../support/day.ts";
import { healthOf, taskOf } from "../support/items.ts";

const contract = taskOf("Send the contract to Acme", { due: "2026-11-16", owner: "me", status: "in_progress" });
const loadTest = taskOf("Load test the checkout", { status: "blocked", blockedBy: "staging", blockedSince: "2026-11-06", owner: "priya" });
const plan = taskOf("Write the plan for 40 guests", { owner: "dana" });
const day = runDay({
  items: [contract, loadTest, plan],
  sources: [healthOf("files", NOW), healthOf("git", NOW, { ok: false, count: 0, error: "no such folder" })],
});

/** The codes that a briefing with one more line, or without some, is charged with. */
function codesOf(changes: Partial<Briefing>, evidence: Partial<Evidence> = {}): ViolationCode[] {
  return check({ ...day.briefing, ...changes }, { ...day.evidence, ...evidence }).map((each) => each.code);
}

function withLine(text: Prose, cites: readonly string[] = [plan.id], flags: readonly string[] = []): ViolationCode[] {
  const bullet: Bullet = { kind: "fact", text, cites, flags };
  const citations = [...day.briefing.citations.filter((each) => each.item !== plan.id), { alias: "T9", item: plan.id, title: plan.title }];
  const sections = [...day.briefing.sections, { id: "changed", title: "Changed", style: "list", bullets: [bullet] } as const];
  return codesOf({ sections, citations });
}

test("what code composed has nothing wrong with it", () => {
  assert.deepEqual(check(day.briefing, day.evidence), []);
});

test("news may count what it can prove, and shows no words of others", () => {
  const from = [contract, loadTest].map((item) => getFact(item, "title"));
  assert.deepEqual(codesOf({ news: prose`${derived(2, "new task", from)}` }), []);
  assert.deepEqual(codesOf({ news: prose`${derived(3, "new task", from)}` }), ["derived-differs"]);
  assert.deepEqual(codesOf({ news: prose`7 new tasks` }), ["number-unbacked"]);
  assert.deepEqual(codesOf({ news: prose`${fact(plan, "title")} is new` }), ["uncited"]);
  const wrong = { ...day.briefing, news: prose`7 new tasks` };
  assert.equal(fix(wrong, check(wrong, day.evidence), day.evidence).briefing.news, undefined);
});

test("a number that says how far two spans or two sums lie apart stands, and another does not", () => {
  const [start, end] = [getFact(plan, "ts"), getFact(contract, "updatedAt")];
  const hours = Math.abs(Math.round((Date.parse(String(end.value)) - Date.parse(String(start.value))) / 3_600_000));
  const lineOf = (value: number): Bullet => ({
    kind: "fact",
    text: [derived(value, "hour", [start, end, start, start])],
    cites: [plan.id],
    flags: [],
  });
  const codesWith = (bullet: Bullet): string[] =>
    codesOf({ sections: [...day.briefing.sections, { id: "counts", title: "Counts", style: "line", bullets: [bullet] }] });
  assert.equal(codesWith(lineOf(hours)).includes("derived-differs"), false);
  assert.ok(codesWith(lineOf(hours + 7)).includes("derived-differs"));
});

test("a report may be as long as its reader is asked to read", () => {
  const many = Array.from({ length: 130 }, (): Bullet => ({ kind: "fact", text: prose`Further lines, for length.`, cites: [], flags: [] }));
  const sections = [...day.briefing.sections, { id: "counts", title: "Counts", style: "line", bullets: many } as const];
  assert.ok(codesOf({ sections }, { mostWords: 400 }).includes("too-long"));
  assert.equal(codesOf({ sections }, { mostWords: 900 }).includes("too-long"), false);
});

test("a number that a rule computed stands, in whichever order its parts were kept", () => {
  const parts = { value: 3, unit: "day", from: [getFact(plan, "title")] };
  const other = { from: parts.from, unit: parts.unit, value: parts.value };
  const [judged] = day.evidence.judged;
  assert.ok(judged);
  const why: Prose = [{ kind: "derived", derived: parts }];
  const finding = { ...judged.finding, why };
  const known = { judged: [{ ...judged, finding }, ...day.evidence.judged.slice(1)] };
  const bullet: Bullet = { kind: "fact", text: [{ kind: "derived", derived: other }], cites: [], flags: [finding.key] };
  const sections = [...day.briefing.sections, { id: "counts", title: "Counts", style: "line", bullets: [bullet] } as const];
  assert.deepEqual(codesOf({ sections }, known).includes("derived-differs"), false);
});

describe("a table is charged with", () => {
  const text = prose`${fact(plan, "title")} is owned by ${fact(plan, "fields.owner")}.`;
  const [title, owner] = [prose`${fact(plan, "title")}`, prose`${fact(plan, "fields.owner")}`];

  function withCells(cells: readonly Prose[], columns = ["What", "Owner"]): ViolationCode[] {
    const bullet: Bullet = { kind: "fact", text, cites: [plan.id], flags: [], cells };
    const citations = [
      ...day.briefing.citations.filter((each) => each.item !== plan.id),
      { alias: "T9", item: plan.id, title: plan.title },
    ];
    return codesOf({
      sections: [...day.briefing.sections, { id: "open", title: "Open", style: "list", columns, bullets: [bullet] }],
      citations,
    });
  }
  const others: readonly [string, readonly Prose[]][] = [
    ["a fact that the line does not tell", [title, prose`${fact(plan, "fields.status")}`]],
    ["a number that nothing backs", [title, prose`in 12 days`]],
    ["a name that nothing backs", [title, prose`Priya`]],
    ["a date that nothing backs", [title, prose`Tue 4 Aug`]],
    ["a link", [title, prose`https://evil.com`]],
    ["a value that is another", [title, [{ kind: "fact", fact: { ...getFact(plan, "fields.owner"), value: "priya" }, form: "text" }]]],
    ["fewer cells than columns", [title]],
  ];
  test("nothing where its cells say what the line says", () => {
    assert.deepEqual(withCells([title, owner]), []);
    assert.deepEqual(withCells([title, prose`nobody yet`]), []);
  });
  for (const [what, cells] of others) test(what, () => assert.ok(withCells(cells).includes("cell-differs"), what));
});

describe("a chart is charged with", () => {
  const one = {
    label: prose`${fact(plan, "title")}`,
    value: [derived(2, "task", [getFact(plan, "title"), getFact(contract, "title")])],
    cites: [plan.id],
  };
  const charged = (changes: object, title = "Tasks by person"): ViolationCode[] =>
    codesOf({
      sections: [
        ...day.briefing.sections,
        {
          ...{ id: "counts", title: "Counts", style: "line", bullets: [] },
          chart: { form: "bars", title, unit: "task", points: [one, { ...one, ...changes }] },
        },
      ],
    });
  test("nothing where its numbers follow from their facts", () => assert.deepEqual(charged({}), []));
  test("a number that does not follow", () =>
    assert.ok(charged({ value: [derived(7, "task", [getFact(plan, "title")])] }).includes("chart-differs")));
  test("a label or a title that nothing backs", () => {
    assert.ok(charged({ label: prose`77 more` }).includes("chart-differs"));
    assert.ok(charged({}, "Tasks of Priya in 2031").includes("chart-differs"));
  });
  test("what is no number", () => {
    for (const value of [prose`many`, [], one.label]) assert.ok(charged({ value }).includes("chart-differs"));
  });
});

describe("a line is charged with", () => {
  const charged: readonly [string, ViolationCode, Prose, (readonly string[])?, (readonly string[])?][] = [
    [
      "a fact that the item does not have",
      "fact-differs",
      [{ kind: "fact", fact: { item: plan.id, path: "fields.due", value: "2026-11-20" }, form: "date" }],
    ],
    [
      "a fact with another value",
      "fact-differs",
      [{ kind: "fact", fact: { item: plan.id, path: "title", value: "Write the plan for 50 guests" }, form: "text" }],
    ],
    [
      "a text that was cut to almost nothing",
      "fact-differs",
      [{ kind: "fact", fact: { item: plan.id, path: "title", value: "W…" }, form: "text" }],
    ],
    ["a cite of an unknown item", "unknown-cite", prose`Guests come.`, ["files:made-up#1"]],
    ["a fact without its cite", "uncited", [fact(contract, "title")]],
    ["no cite at all", "uncited", prose`All is well.`, []],
    ["a number that no item has", "number-unbacked", prose`About 50 guests come.`],
    ["a spelled-out number", "number-unbacked", prose`About seven guests come.`],
    ["a percentage", "number-unbacked", prose`Done to 80%.`],
    ["a weekday", "date-unbacked", prose`Guests come on Friday.`],
    ["a month", "date-unbacked", prose`Guests come in December.`],
    ["tomorrow", "date-unbacked", prose`Guests come tomorrow.`],
    ["a person who has nothing to do with it", "name-unbacked", prose`Priya writes it.`],
    ["a web address", "link-unbacked", prose`See https://example.com/plan for more.`],
    ["a host name", "link-unbacked", prose`See evil.example.com for more.`],
    ["a link in Markdown", "link-unbacked", prose`See [the plan](plan.md) for more.`],
    ["a wrong count", "derived-differs", [derived(2, "task", [getFact(plan, "title")])]],
    ["a wrong age", "derived-differs", [derived(2, "business day", [getFact(plan, "updatedAt")])]],
    ["a wrong count of what a source holds", "derived-differs", [derived(4, "task", [{ item: "count:files", path: "task", value: 4 }])]],
    ["a right number in a wrong unit", "derived-differs", [derived(1, "week", [getFact(plan, "updatedAt")])]],
    ["a flag that nobody found", "unknown-flag", prose`Guests come.`, [plan.id], ["feed"]],
  ];
  for (const [what, code, text, cites, flags] of charged) {
    test(what, () => assert.deepEqual(withLine(text, cites, flags), [code]));
  }
});

describe("a line may", () => {
  const allowed: readonly [string, Prose][] = [
    ["repeat a number of its item in words of its own", prose`The plan is for 40 guests.`],
    ["name a day on which its item changed", prose`Edited on Wednesday, in November.`],
    ["name yesterday where its item changed then", prose`Edited yesterday.`],
    ["call its owner by the first name", prose`Dana writes it.`],
    ["call its owner by the full name", prose`Dana Reyes writes it.`],
    [
      "count items and tell their age",
      prose`${derived(1, "task", [getFact(plan, "title")])}, edited ${derived(1, "business day", [getFact(plan, "updatedAt")])} ago`,
    ],
    ["count what a source holds", [derived(3, "task", [{ item: "count:files", path: "task", value: 3 }])]],
    [
      "count by a field",
      [
        derived(2, "task", [
          { item: "count:files", path: "task.status=todo", value: 1 },
          { item: "count:files", path: "task.status=blocked", value: 1 },
        ]),
      ],
    ],
    ["count the files that it read", [derived(1, "file", [{ item: "count:files", path: "distinct.path", value: 1 }])]],
    ["tell an age in hours", [derived(23, "hour", [getFact(plan, "updatedAt")])]],
    ["cut a long text", [{ kind: "fact", fact: { item: plan.id, path: "title", value: "Write the plan…" }, form: "text" }]],
  ];
  for (const [what, text] of allowed) {
    test(what, () => assert.deepEqual(withLine(text), []));
  }
});

describe("a briefing is charged with", () => {
  test("leaving out a high finding", () => {
    const sections = day.briefing.sections.map((section) => ({
      ...section,
      bullets: section.id === "risks" ? section.bullets.slice(1) : section.bullets,
    }));
    assert.deepEqual(codesOf({ sections }), ["missing-mention"]);
  });

  test("leaving out a source that failed", () => assert.deepEqual(codesOf({ gaps: [] }), ["missing-gap"]));

  test("showing what the reader silenced", () => {
    const judged = day.evidence.judged.map((each, index) => (index === 0 ? { ...each, word: "acknowledged" as const } : each));
    assert.deepEqual(codesOf({}, { judged }), ["silenced"]);
  });

  test("telling a thing twice", () => {
    assert.deepEqual(
      codesOf({ sections: [...day.briefing.sections, ...day.briefing.sections.filter((section) => section.id === "risks")] }),
      ["duplicate", "duplicate"],
    );
  });

  test("a risk that no rule found", () => {
    const bullet: Bullet = { kind: "judgement", text: prose`The plan may fail.`, cites: [contract.id], flags: [] };
    assert.deepEqual(
      codesOf({ sections: [...day.briefing.sections, { id: "risks", title: "At risk", style: "numbered", bullets: [bullet] }] }),
      ["unflagged-risk"],
    );
  });

  test("a flag on a line about something else", () => {
    const [risk] = day.briefing.sections.find((section) => section.id === "risks")?.bullets ?? [];
    const sections = day.briefing.sections.map((section) => ({
      ...section,
      bullets: section.bullets.map((bullet) => (bullet === risk ? { ...bullet, text: prose`All is well.`, cites: [contract.id] } : bullet)),
    }));
    assert.deepEqual(codesOf({ sections }), ["flag-mismatch"]);
  });

  test("a headline that calms a reader who is needed", () => {
    assert.deepEqual(codesOf({ headline: prose`Nothing needs you.` }), ["headline-differs"]);
  });

  test("a headline with a number of its own", () =>
    assert.deepEqual(codesOf({ headline: prose`5 things need you.` }), ["number-unbacked"]));

  test("a citation with an address of its own, a foreign title, another place or a name that is taken", () => {
    const [first, ...rest] = day.briefing.citations;
    assert.ok(first);
    for (const wrong of [
      { ...first, url: "https://evil.example" },
      { ...first, title: "Other" },
      { ...first, place: "elsewhere.md" },
      { ...first, alias: rest[0]?.alias ?? "" },
    ]) {
      assert.ok(codesOf({ citations: [wrong, ...rest] }).every((code) => code === "citation-differs"));
      assert.ok(codesOf({ citations: [wrong, ...rest] }).length > 0);
    }
  });

  test("being too long", () => {
    const text = prose`${"so it goes on and on ".repeat(60)}.`;
    assert.ok(withLine(text).includes("too-long"));
  });
});

test("every violation says what is wrong and how to mend it", () => {
  const [violation] = check({ ...day.briefing, gaps: [] }, day.evidence);
  assert.deepEqual(violation, {
    code: "missing-gap",
    place: { part: "whole" },
    message: "expected the failure of git to be told, got no line",
    hint: "Add a line under the gaps.",
    ids: ["git"],
  });
});
