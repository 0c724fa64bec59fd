import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rules } from "../../src/analysis/rules/registry.ts";
import type { JudgedFinding } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { peopleWith } from "../support/simulator/cast.ts";
import { incidentItem, transcriptItem } from "../support/simulator/records.ts";
import { ledgerEntry } from "../store/samples.ts";
import { healthOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { find, thursday as s } from "./code-world.ts";
import { bare, composeDay, pageLines, under } from "./report-day.ts";

/** The rules that there are to be, by subject: none may be missing. */
const PROMISED = `
  CAL-01 CAL-02 CAL-03 CAL-04 CAL-05 CAL-06 CAL-07 CAL-08 CAL-09 CAL-10 CAL-11 CAL-12 CAL-13 CAL-14
  MAIL-01 MAIL-02 MAIL-03 MAIL-04 MAIL-05 MAIL-06 MAIL-07 MAIL-08 MAIL-09 MAIL-10
  TASK-01 TASK-02 TASK-03 TASK-04 TASK-05 TASK-06 TASK-07 TASK-08 TASK-09
  PR-01 PR-02 PR-03 PR-04 PR-05 PR-06 PR-07 PR-08 PR-09 PR-10 PR-11 PR-12
  ROLL-01 ROLL-02 ROLL-03 ROLL-04 ROLL-05 ROLL-06 ROLL-07 ROLL-08 ROLL-09
  LNCH-01 LNCH-02 LNCH-03 LNCH-04 LNCH-05 LNCH-06 LNCH-07 LNCH-08
  CI-01 CI-02 CI-03 CI-04 CI-05
  X-01 X-02 X-03 X-04 X-05 X-06 X-07 X-08 X-09`;

test("every rule that was promised is there", () => {
  const known = new Set(rules.map(({ id }) => id));
  assert.deepEqual(
    PROMISED.trim()
      .split(/\s+/)
      .filter((id) => !known.has(id)),
    [],
  );
});

/** All that the rules find on this morning, as its reader has not heard of it. */
function judgedIn(items: readonly Item[]): JudgedFinding[] {
  return rules.flatMap((rule) => find(rule, items)).map((finding) => ({ finding, word: "new" }));
}

const flight = s.on(s.workday(2)).meeting("Flight to Oslo", "08:00", "12:00", { by: "me", with: {} });
const freeze = s.meeting("Code freeze", "09:00", "18:00", { allDay: true, start: s.day(4), end: s.day(9), by: "grace", with: {} });
const failed = [1, 2, 3, 4, 5].map((each) => {
  const branch = { branch: `lee/${each}`, isDefaultBranch: false, pullRequest: each, run: `${each}` };
  return s.job(s.minutes(-each * 20), { ...branch, conclusion: "failed", failedStep: "Set up job" });
});
const items: readonly Item[] = [
  s.rollout("Tides 5", s.minutes(-120), { burnRates: ["1h 15", "5m 16"], budgetLeft: -3, canary: ["errors 3 baseline=1 n=900"] }),
  s.rollout("Moon 2", s.minutes(-60), { service: "moon", state: "planned", nextStepAt: s.at("10:00", 4) }),
  s.rollout("Gulls 1", s.minutes(-250 * 24 * 60), { service: "gulls", state: "done", flag: "gulls" }),
  incidentItem("Tables are late", s.minutes(-60)),
  freeze,
  ...failed,
  flight,
  s.task("Send the survey", { due: s.workday(2), owner: "Sam Rivera" }),
  s.task("Tide table survey", { due: s.workday(6), plan: "launch", key: "T-1" }),
  transcriptItem("Weekly", s.workdayAt("14:00", -1), [["asha", "We agreed that the tide table survey moves to 8 December."]]),
  s.pull("Draw the moon", { openedAt: s.workdayAt("10:00", -9), asked: { me: s.workdayAt("10:00", -8) } }),
  s.mail("Prices", s.workdayAt("11:00", -4), { from: "dana", body: "Could you tell me which of the two prices holds?" }),
];
const day = { report: "risk_radar", now: s.now, items, people: peopleWith() } as const;

/** The first line where the things themselves are gone. */
function headlineWithoutItems(over: JudgedFinding): string {
  return pageLines(composeDay({ ...day, items: [], findings: [over] }))[0] ?? "";
}

describe("the risk radar", () => {
  const briefing = composeDay({ ...day, findings: judgedIn(items) });
  const lines = pageLines(briefing);

  test("tells what is at risk by what it endangers, the launch first, each held against its evidence", () => {
    assert.deepEqual(
      briefing.sections.map(({ title }) => title).filter((title) => title !== "Not shown"),
      ["The launch", "Rollouts", "Checks", "Promises and answers", "Reviews", "Work"],
    );
    assert.match(
      under(lines, "The launch")[0] ?? "",
      /^1\. Tide table survey is planned otherwise than decided: the plan has Mon 30 Nov, /,
    );
    const rollouts = under(lines, "Rollouts").join("\n");
    assert.match(rollouts, /Tides 5 at 10 % .*15.*16 times what is allowed/s);
    assert.match(rollouts, /Moon 2 at 10 % is to go on within a freeze: .* Next: move the step, or have it allowed \(/);
    assert.match(under(lines, "Checks").join("\n"), /5 pull requests in the same way \(Set up job\)|5 jobs of different commits/);
  });

  test("has the same in the cells of a table, with an owner and a next step in each row", () => {
    for (const { columns, bullets } of briefing.sections.filter(({ columns }) => columns !== undefined)) {
      assert.deepEqual(columns, ["What", "Why", "Owner", "By", "Next"]);
      for (const { cells = [], text } of bullets) {
        const whole = textOf(text);
        const said = cells.map(textOf);
        assert.equal(cells.length, 5);
        assert.ok(
          said.every((cell) => whole.includes(cell)),
          said.join(" | "),
        );
        assert.ok(
          [0, 1, 2, 4].every((column) => said[column] !== ""),
          said.join(" | "),
        );
      }
    }
  });

  test("tells what is new or worse first, and counts it", () => {
    const judged = judgedIn(items).map((each): JudgedFinding => {
      return each.finding.rule === "X-04" || each.finding.rule === "PR-01" ? each : { ...each, word: "repeat" };
    });
    const [headline] = pageLines(composeDay({ ...day, findings: judged, since: s.at("09:00", -1) }));
    assert.match(headline ?? "", /: \d+ things are at risk, 2 of them new or worse\.$/);
    const tasks = [1, 2, 3].map((each) => s.task(`Task ${each}`, { due: s.workday(-each) }));
    const mixed = judgedIn(tasks).map((each): JudgedFinding =>
      each.finding.primary === tasks[0]?.id ? each : { ...each, word: "repeat" },
    );
    const work = under(pageLines(composeDay({ ...day, items: tasks, findings: mixed })), "Work");
    assert.match(work[0] ?? "", /^1\. Task 1 /);
  });

  test("counts the notes that it has no room for, since one of them may say what was left out", () => {
    const notes = ["one", "two", "three", "four", "five"].map((word) => `Read the first of ${word} only.`);
    const page = pageLines(composeDay({ ...day, items: [], failed: [healthOf("files", day.now, { notes })] }));
    const told = under(page, "Notes").map(bare);
    assert.deepEqual(told, [...notes.slice(0, 3).map((note) => `- ${note}`), "- 2 more notes; chief show test --json lists them."]);
  });

  test("tells what got better, and says so where nothing is at risk", () => {
    const [task] = [s.task("Order the banners", { status: "done", due: s.workday(-1) })];
    const [late] = judgedIn([s.task("Order the banners", { due: s.workday(-1) })]);
    assert.ok(late);
    // As the ledger keeps what is over: without the evidence of then, which may hold no more.
    const over: JudgedFinding = {
      finding: { ...late.finding, evidence: [] },
      word: "resolved",
      was: ledgerEntry({ lastTitle: late.finding.title }),
    };
    const page = pageLines(composeDay({ ...day, items: [task], findings: [over] }));
    assert.match(page[0] ?? "", /: Nothing of what was read is at risk; 1 thing got better\.$/);
    assert.match(headlineWithoutItems(over), /: Nothing of what was read is at risk; some things got better\.$/);
    assert.deepEqual(under(page, "Better").map(bare), ["- Order the banners was due Wed 18 Nov: done."]);
  });

  test("counts what got better and has no room for a line, in a briefing as well", () => {
    const late = Array.from({ length: 40 }, (_, each) => s.task(`Task ${each}`, { due: s.workday(-1) }));
    const over = judgedIn(late).map(({ finding }): JudgedFinding => {
      return { finding: { ...finding, evidence: [] }, word: "resolved", was: ledgerEntry({ lastTitle: finding.title }) };
    });
    const done = late.map((item) => ({ ...item, fields: { ...item.fields, status: "done" } }));
    for (const [report, title] of [
      ["risk_radar", "Better"],
      ["briefing", "Cleared"],
    ] as const) {
      const briefing = composeDay({ ...day, report, items: done, findings: over });
      const { bullets = [] } = briefing.sections.find((section) => section.title === title) ?? {};
      assert.equal(textOf(bullets.at(-1)?.text ?? []), `${40 - bullets.length + 1} more things got better.`);
      assert.equal(new Set(bullets.flatMap(({ flags }) => flags)).size, over.length);
      const { sections } = composeDay({ ...day, report, items: done.slice(0, 30), findings: over });
      assert.equal(textOf(sections[0]?.bullets.at(-1)?.text ?? []), "More things got better.");
    }
  });

  test("counts what does not fit, and keeps nothing high from its reader", () => {
    const many = Array.from({ length: 40 }, (_, each) => s.task(`Task ${each} ${"with a long name ".repeat(6)}`, { due: s.workday(-9) }));
    const page = pageLines(composeDay({ ...day, items: many, findings: judgedIn(many) }));
    assert.match(page[0] ?? "", /: \d+ things are at risk, and \d+ more\.$/);
  });
});
