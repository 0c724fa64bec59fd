import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { RememberedCause } from "../../src/analysis/ci/group/types.ts";
import type { Item } from "../../src/core/item.ts";
import { healthOf, itemOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import type { FailureWords } from "../support/simulator/code.ts";
import { changed, checked, ran, report } from "./ci-world.ts";
import { bare, under } from "./report-day.ts";

const HEIGHT = "TypeError: Cannot read properties of undefined (reading 'height')";
const rising = (name = "rise"): FailureWords => ({
  says: HEIGHT,
  test: `test/tides.test.ts > tides > ${name}`,
  stack: ["rise@src/tides.ts:41", "run@test/tides.test.ts:9"],
});
const SLOW = { says: "Error: timeout of 300 ms exceeded while waiting for the gauge", test: "test/gauge.test.ts > gauge > answers" };
const REGISTRY = { says: "npm error 503 Service Unavailable - GET registry/left-pad", test: null, step: "Install" };
const OWN = { says: "AssertionError: expected 2 to equal 3", test: "test/moon.test.ts > moon" };

/** Main breaks at six; three pull requests fail for reasons of their own. */
const MORNING = [
  ...ran("05:00", "a"),
  ...ran("06:00", "b", [rising(), rising("fall"), rising("turn")]),
  changed("05:50", "b", "a", { title: "Read heights from the gauge", hunks: ["38-44 src/tides.ts"], by: "lee" }),
  ...checked("06:10", 41, [SLOW]),
  ...checked("06:20", 41),
  ...checked("06:30", 42, [REGISTRY]),
  ...checked("06:40", 43, [OWN]),
];

describe("the causes of failing checks", () => {
  test("are told with what they say, where they are, since which commit, who likely did it and what to do, the most pressing first", () => {
    const { lines } = report("07:00", MORNING);
    assert.equal(lines[0], "Thu 19 Nov: 6 failures have 4 causes (5 explained): 4 new.");
    assert.deepEqual(under(lines, "New or changed"), [
      `1. A break: “${HEIGHT}” (new), in 3 tests of the job test of harbor/tides, on main, since Thu 19 Nov 07:00. First bad b1b1b1b1b1…, last good a1a1a1a1a1…. Likely “Read heights from the gauge” (b1b1b1b1b1…) by lee, Thu 19 Nov 06:50: changed src/tides.ts:41, which the failure names, the only commit since it last passed. Next: fix or revert it (lee).`,
      `2. Unclear: “${OWN.says}” (new), in 1 test of the job test of harbor/tides, in #43, since Thu 19 Nov 07:40. Next: run it again, to see whether it stays.`,
      `3. Where builds run: “${REGISTRY.says}” (new), in the job test of harbor/tides, in #42, since Thu 19 Nov 07:30. No test was reached. Next: wait, and run it again.`,
      `4. Comes and goes: “${SLOW.says}” (new), in 1 test of the job test of harbor/tides, in #41, since Thu 19 Nov 07:10. It failed and passed at the same commit, and it speaks of time, ports or order. Next: set the test aside or mend it.`,
    ]);
  });

  test("have a key each, by which alone they can be silenced, beside that of the branch that is red by them", () => {
    const items = [...MORNING, ...ran("07:30", "c", [rising(), SLOW]), ...ran("07:30", "c", [rising()], { attempt: 2 })];
    const first = report("09:30", items);
    const keys = first.briefing.sections.flatMap(({ bullets }) => bullets.map(({ flags: [key] }) => key));
    const redKey = first.analysis.judged.find(({ finding }) => finding.rule === "CI-01")?.finding.key;
    assert.ok(redKey !== undefined && !keys.includes(redKey));
    assert.deepEqual([keys.length, new Set(keys).size, keys.includes(undefined)], [4, 4, false]);

    const line = under(first.lines, "New or changed").find((each) => each.includes("Comes and goes")) ?? "";
    assert.match(line, /timeout of 300 ms/);
    const key = keys[under(first.lines, "New or changed").indexOf(line)] ?? "";
    const ledger = first.analysis.ledger.map((entry) =>
      entry.key === key ? { ...entry, acknowledgement: { kind: "mute", by: "me", at: first.briefing.asOf } as const } : entry,
    );
    const later = report("10:00", [...items, ...checked("09:40", 47, [SLOW]), ...checked("09:45", 48, [OWN])], first, { ledger });
    assert.doesNotMatch(later.lines.join("\n"), /timeout of 300 ms/);
    assert.match(under(later.lines, "New or changed").join("\n"), /“AssertionError.*in more places than before/);
  });

  test("lead to each page once, whatever of it they are told from", () => {
    const { lines, briefing } = report("07:00", MORNING);
    const pages = new Map(briefing.citations.map(({ alias, url }) => [alias, url]));
    for (const line of lines) {
      const led = [...line.matchAll(/\[(G\d+)\]/g)].map(([, alias = ""]) => pages.get(alias) ?? alias);
      assert.equal(new Set(led).size, led.length, line);
    }
    const numbers = [...new Set(lines.join("\n").match(/(?<=\[G)\d+/g))].map(Number);
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    );
  });

  test("are told again only where they grow, press more, clear or come back; the rest is one line, and nothing where nothing is new", () => {
    const first = report("07:00", MORNING);
    const grown = [...MORNING, ...ran("07:30", "c", [rising()]), ...checked("07:40", 44, [rising()])];
    const second = report("08:00", grown, first);
    assert.match(second.lines[0] ?? "", /: 8 failures have 4 causes \(7 explained\): 1 changed\.$/);
    const [line = "", ...others] = under(second.lines, "New or changed");
    assert.match(
      line,
      /^1\. A break: .* \(in more places than before\), .* on main and in #44, .* It fails at each commit since\. Likely “Read/,
    );
    assert.deepEqual(others, []);
    assert.deepEqual(
      under(second.lines, "Earlier today").map((each) => each.replace(/[:”].*/, "")),
      ["- Unclear", "- Where builds run", "- Comes and goes"],
    );
    const nextDay = report("08:00", grown, first, { now: "2026-11-20T08:00:00.000Z" });
    assert.deepEqual(under(nextDay.lines, "Earlier today"), []);
    assert.match(
      nextDay.lines.find((each) => each.startsWith("As before: ")) ?? "",
      /“Assertion.* \(unclear\) \[G\d+\] \w{7}\. “npm .* \(where builds run\) \[G\d+\] \w{7}\. “Error: .*\) \[G\d+\] \w{7}\.$/,
    );

    const third = report("08:30", grown, second);
    assert.match(under(third.lines, "New or changed")[0] ?? "", /^1\. A break: .* \(more pressing than before\), /);
    const fourth = report("08:45", grown, third);
    assert.deepEqual([fourth.briefing.quiet, fourth.briefing.sections.length], [true, 0]);
    assert.match(fourth.lines[0] ?? "", /: 8 failures have 4 causes \(7 explained\), all as before\.$/);

    const away = [{ ...healthOf("github", "2026-11-19T08:45:00.000Z"), ok: false, error: "a log is missing" }];
    assert.equal(under(report("08:45", grown, third, { sources: away }).lines, "Earlier today").length, 4);

    const mended = [...grown, ...ran("09:00", "e")];
    const fifth = report("09:30", mended, fourth);
    assert.deepEqual(
      [first, second, fourth, fifth].map(({ briefing: { news } }) => news && textOf(news)),
      ["4 new causes", "1 changed cause", undefined, "1 cleared cause"],
    );
    assert.match(fifth.lines[0] ?? "", /: 3 failures have 3 causes \(2 explained\): 1 cleared\.$/);
    assert.deepEqual(under(fifth.lines, "Cleared"), [
      `- “${HEIGHT}” (a break), over after 3 hours; it has passed again since Thu 19 Nov 10:00.`,
    ]);
    const sixth = report("09:45", mended, fifth);
    assert.equal(sixth.briefing.quiet, true);

    const back = report("10:30", [...mended, ...ran("10:00", "f", [rising()])], sixth);
    assert.match(
      under(back.lines, "New or changed")[0] ?? "",
      /^1\. Unclear, likely a break: .* \(back again\), in 1 test .* since Thu 19 Nov 11:00\. First bad f1f1f1f1f1…, last good e1e1e1e1e1…\./,
    );
  });

  test("are told where a pull request has what was mended on the main branch before, and of no commit there", () => {
    const earlier = report("08:30", [...MORNING, ...ran("08:00", "c")], report("07:00", MORNING));
    const items = [...MORNING, ...ran("08:00", "c"), ...checked("09:00", 44, [rising()])];
    const { lines } = report("09:30", items, earlier);
    assert.match(lines[0] ?? "", /: 1 returned\.$/);
    assert.match(
      under(lines, "New or changed")[0] ?? "",
      /^1\. Unclear, likely a break: .* \(back again\), .*, in #44, since Thu 19 Nov 10:00\. Next: run it/,
    );
    const own = report("09:30", items, undefined, { report: "pull_request_checks" });
    assert.match(under(own.lines, "Not of this pull request")[0] ?? "", /: it failed on main too, where it is mended: bring that in/);
  });

  test("make nobody the owner of a red branch who only stands by: of machines that fail, a commit that passed, or a run by the clock", () => {
    const ownerOf = (...red: Item[]): string[] =>
      report("10:30", [...ran("05:00", "a"), ...red]).analysis.judged.flatMap(({ finding }) =>
        finding.rule === "CI-01" ? finding.owner : [],
      );
    assert.deepEqual(ownerOf(...ran("06:00", "b", [OWN])), ["asha"]);
    assert.deepEqual(ownerOf(...ran("06:00", "b", [REGISTRY])), ["unassigned"]);
    assert.deepEqual(ownerOf(...ran("06:00", "a", [OWN])), ["unassigned"]);
    assert.deepEqual(ownerOf(...ran("06:00", "b", [OWN], { event: "schedule" })), ["unassigned"]);
    const change = changed("05:50", "b", "a", { hunks: ["38-44 src/tides.ts"], by: "lee" });
    assert.deepEqual(ownerOf(...ran("06:00", "b", [rising()]), change), ["lee"]);
    const merge = { ...change, actors: change.actors.map((actor) => ({ ...actor, role: "merger" })) };
    assert.deepEqual(ownerOf(...ran("06:00", "b", [rising()]), merge), ["unassigned"]);
  });

  test("beyond a few are named, and all that is found about them is told", () => {
    const items = Array.from({ length: 9 }, (_, index) => [
      ...ran("05:00", "a", [], { job: `job ${index}`, repository: `harbor/${index}` }),
      ...["06:00", "06:30"].flatMap((time, at) =>
        ran(time, at === 0 ? "b" : "c", [{ says: `Error: no ${WORDS[index]} anywhere`, test: `t${index} > one` }], {
          job: `job ${index}`,
          repository: `harbor/${index}`,
        }),
      ),
    ]).flat();
    const { lines, analysis } = report("07:00", items);
    assert.equal(analysis.judged.length, 9);
    assert.match(lines[0] ?? "", /: 18 failures have 9 causes: 9 new\.$/);
    assert.equal(under(lines, "New or changed").length, 5);
    assert.match(lines.find((each) => each.startsWith("Also new or changed: ")) ?? "", /“Error: no .*” \(a break\),? .*/);
  });

  test("name any file, also one whose name could be an address, a day, somebody or a number", () => {
    for (const path of ["src/config.dev.ts", "db/2026-11-01-three.sql", "src/Dana/half.ts", "a b/x (1).ts", "src/日本.ts", "www.x/y.ts"]) {
      const items = [
        ...ran("05:00", "a"),
        ...ran("06:00", "b", [{ ...rising(), stack: [`rise@${path}:41`] }]),
        changed("05:50", "b", "a", { hunks: [`38-44 ${path}`] }),
      ];
      assert.match(
        under(report("07:00", items).lines, "New or changed")[0] ?? "",
        /\. Likely “Go on” \(b1b1b1b1b1…\) by asha, Thu 19 Nov 06:50: changed /,
        path,
      );
    }
  });

  test("say that no check fails where none does", () => {
    const { lines, briefing } = report("07:00", ran("05:00", "a"));
    assert.match(lines[0] ?? "", /: No check fails\.$/);
    assert.equal(briefing.quiet, true);
  });

  test("stay as they were known where a source failed", () => {
    const first = report("07:00", MORNING);
    const failed = {
      source: "github",
      ok: false,
      fetchedAt: "2026-11-19T08:00:00.000Z",
      window: { from: "", to: "" },
      count: 0,
      error: "it is away",
    };
    const { analysis } = report("08:00", [], first, { sources: [failed] });
    assert.deepEqual(new Set(analysis.history?.causes), new Set(first.analysis.history?.causes));
    assert.ok(report("08:00", [], first).analysis.history?.causes.every(({ state }) => state === "resolved"));
  });

  test("of a repository that is read no more are neither cleared now nor back once it is read again", () => {
    const own = { repository: "harbor/moon" };
    const others = [...ran("05:00", "a", [], own), ...ran("06:00", "b", [OWN], own), ...ran("06:30", "c", [OWN], own)];
    const both = report("07:00", [...MORNING, ...others]);
    const less = report("08:00", MORNING, both, { narrowed: ["github"] });
    assert.deepEqual([less.briefing.news, under(less.lines, "Cleared")], [undefined, []]);
    const isOfMoon = ({ places }: RememberedCause): boolean => places.some((place) => place.startsWith("harbor/moon"));
    const counts = [both, less].map(({ analysis: { history } }) => Map.groupBy(history?.causes ?? [], isOfMoon));
    assert.deepEqual(
      counts.map((byMoon) => [byMoon.get(true)?.length, byMoon.get(false)?.length]),
      [
        [1, 4],
        [undefined, 4],
      ],
    );
    const again = report("09:00", [...MORNING, ...others], less);
    assert.match(under(again.lines, "New or changed").join("\n"), /“AssertionError.* \(new\), in 1 test of the job test of harbor\/moon/);
  });

  test("are neither cleared nor back where logs are read no more, and again later", () => {
    const stepped = { failedStep: "Run tests" };
    const read = [...ran("05:00", "a"), ...ran("06:00", "b", [OWN], stepped)];
    const unread = read.filter(({ kind }) => kind !== "ci_failure");
    const first = report("07:00", read);
    const off = report("07:10", unread, first, { narrowed: ["github"] });
    const on = report("07:20", read, off, { narrowed: ["github"] });
    assert.match(under(off.lines, "New or changed")[0] ?? "", /no log says why the step “Run tests” failed \(new\)/);
    assert.deepEqual(
      [off, on].map(({ lines }) => under(lines, "Cleared")),
      [[], []],
    );
    assert.deepEqual([off.analysis.history?.causes.length, on.analysis.history?.causes.length], [1, 1]);
    assert.equal(on.analysis.history?.causes[0]?.id, off.analysis.history?.causes[0]?.id);
    assert.doesNotMatch(on.lines.join("\n"), /back again|\(new\)/);
  });

  test("go on as what was told of a run before its log could be read", () => {
    const [job] = ran("06:00", "b", [OWN], { failedStep: "Run tests" });
    assert.ok(job);
    const waiting = report("07:00", [...ran("05:00", "a"), job]);
    assert.match(under(waiting.lines, "New or changed")[0] ?? "", /no log says why the step “Run tests” failed \(new\)/);
    const read = [...ran("05:00", "a"), ...ran("06:00", "b", [OWN, rising(), rising("fall")], { failedStep: "Run tests" })];
    const { lines, analysis } = report("08:00", read, waiting);
    assert.match(lines[0] ?? "", /: 3 failures have 2 causes .*: 1 new\.$/);
    assert.match(under(lines, "New or changed").join("\n"), /^1\. Unclear, likely a break: “Assertion.* \(new\)/);
    assert.deepEqual(analysis.history?.causes.map(({ id, state }) => [id === waiting.analysis.history?.causes[0]?.id, state]).toSorted(), [
      [false, "new"],
      [true, "ongoing"],
    ]);
    assert.equal(report("08:00", read, { ...waiting, analysis }).briefing.quiet, true);
  });
});

const WORDS = ["moon", "sun", "pier", "buoy", "chart", "rope", "mast", "keel", "oar"];

describe("the checks of a pull request", () => {
  const told = (items: Parameters<typeof report>[1], time = "08:00") =>
    report(time, items, undefined, { report: "pull_request_checks" }).lines;

  test("tell what is its own and what is not", () => {
    const items = [...MORNING, ...checked("07:40", 44, [rising(), OWN, SLOW])];
    const lines = told(items);
    assert.equal(bare(lines[0] ?? ""), "Thu 19 Nov: #44: 3 failures, 1 of them its own.");
    assert.deepEqual(under(lines, "Of this pull request"), [
      `1. “${OWN.says}”, 1 failure in test. Next: mend it, or run it again where it may be chance.`,
    ]);
    assert.deepEqual(under(lines, "Not of this pull request"), [
      `- “${HEIGHT}”, 1 failure in test: it fails on main already, since Thu 19 Nov 07:00.`,
      `- “${SLOW.says}”, 1 failure in test: comes and goes; run it again.`,
    ]);
  });

  test("say that nothing is its own where all fails on main, or did until it was mended there", () => {
    const failing = [...MORNING, ...checked("07:40", 44, [rising()])];
    assert.equal(told(failing)[0], "Thu 19 Nov: #44: 1 failure, nothing of its own.");
    const mended = told([...failing, ...ran("07:50", "e")]);
    assert.match(under(mended, "Not of this pull request")[0] ?? "", /it failed on main too, where it is mended: bring that in\.$/);
  });

  test("are those of the run that set it off, and of none where that was of another branch", () => {
    const eventOf = (time: string) => {
      const job = MORNING.find(({ kind, updatedAt }) => kind === "ci_job" && updatedAt.includes(`T${time}`));
      return itemOf({ id: "events:github:1", source: "events", kind: "event", fields: { item: job?.id ?? "" } });
    };
    assert.match(told([...MORNING, eventOf("06:30")])[0] ?? "", /#42: 1 failure, nothing of its own/);
    assert.match(told([...MORNING, eventOf("06:00")])[0] ?? "", /No check of a pull request fails/);
    const aboutOf = (time: string) =>
      report("08:00", [...MORNING, eventOf(time)], undefined, { report: "pull_request_checks" }).briefing.about;
    assert.deepEqual([aboutOf("06:30"), aboutOf("06:00")], ["harbor/tides#42", undefined]);
  });
});
