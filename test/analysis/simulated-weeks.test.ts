import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Briefing, Bullet, SectionId } from "../../src/core/briefing.ts";
import { playWeek, weeks, type Morning } from "../support/simulator/week.ts";
import { textOf } from "../support/text.ts";

const played = weeks().map((week) => ({ week, mornings: playWeek(week) }));
const mornings = played.flatMap((each) => each.mornings);

const nameOf = ({ scene }: Morning): string => `${scene.date} ${scene.calendar.timezone}`;

/** The lines of sections of this kind. */
function bulletsIn(briefing: Briefing | undefined, id: SectionId, style?: string): Bullet[] {
  const sections = briefing?.sections.filter((section) => section.id === id && (style === undefined || section.style === style));
  return sections?.flatMap((section) => section.bullets) ?? [];
}

/** The keys of the findings that they tell of. */
function keysIn(briefing: Briefing | undefined, id: SectionId, style?: string): string[] {
  return bulletsIn(briefing, id, style).flatMap((bullet) => bullet.flags);
}

function wordsOf(briefing: Briefing): number {
  const bullets = [...briefing.sections.flatMap((section) => section.bullets), ...briefing.gaps].map((bullet) => bullet.text);
  const titles = briefing.sections.map((section) => section.title);
  const text = [...[briefing.headline, ...bullets, briefing.coverage].map(textOf), ...titles].join(" ");
  return text.split(/\s+/u).filter((word) => word !== "").length;
}

describe("twenty weeks of five mornings", () => {
  test("find all that was planted on the morning that it must be known", () => {
    const missed = mornings.flatMap((morning) => {
      const found = morning.judged.filter((each) => each.word !== "resolved").map(({ finding }) => finding);
      const isFound = ({ rule, items }: Morning["due"][number]): boolean =>
        found.some((finding) => finding.rule === rule && items.includes(finding.primary));
      return morning.due.filter((due) => !isFound(due)).map((due) => `${nameOf(morning)}: ${due.rule} ${due.items.join(" ")}`);
    });
    assert.deepEqual(missed, []);
  });

  test("raise no high flag about what is in order", () => {
    const wrong = played.flatMap(({ week, mornings: days }) =>
      days.flatMap((morning) => {
        const planted = new Set(week.stories.flatMap((story) => story.itemsOn(morning.day)).map((item) => item.id));
        const high = morning.judged.filter(({ finding, word }) => finding.severity >= 3 && word !== "resolved");
        const amiss = high.filter(({ finding }) => !planted.has(finding.primary));
        return amiss.map(({ finding }) => `${nameOf(morning)}: ${finding.rule} ${finding.primary}`);
      }),
    );
    assert.deepEqual(wrong, []);
  });

  test("tell nothing in full that was told the morning before and has not got worse", () => {
    const repeated = played.flatMap(({ mornings: days }) =>
      days.slice(1).flatMap((morning, index) => {
        const before = new Set(keysIn(days[index]?.briefing, "risks", "numbered"));
        const worse = new Set(morning.judged.flatMap(({ finding, word }) => (word === "worse" || word === "changed" ? [finding.key] : [])));
        const bullets = bulletsIn(morning.briefing, "risks", "numbered").filter(({ flags }) => flags.every((flag) => before.has(flag)));
        // What has stood for five days is told again.
        return morning.day === 4
          ? []
          : bullets.filter(({ flags }) => !flags.some((flag) => worse.has(flag))).map(({ text }) => textOf(text));
      }),
    );
    assert.deepEqual(repeated, []);
  });

  test("say once that something shown is over", () => {
    for (const { mornings: days } of played) {
      const cleared = days.flatMap((morning) => keysIn(morning.briefing, "cleared"));
      const over = days.flatMap((morning) => morning.judged.flatMap(({ finding, word }) => (word === "resolved" ? [finding.key] : [])));
      assert.deepEqual(cleared.toSorted(), [...new Set(over)].toSorted());
    }
    assert.ok(mornings.some((morning) => keysIn(morning.briefing, "cleared").length > 0));
  });

  test("number at most five flags a morning, and name the rest that is high", () => {
    for (const morning of mornings) {
      assert.ok(bulletsIn(morning.briefing, "risks", "numbered").length <= 5, nameOf(morning));
      const all = new Set(morning.briefing.sections.flatMap((section) => section.bullets.flatMap((bullet) => bullet.flags)));
      const fresh = morning.judged.filter(({ finding, word }) => finding.severity >= 3 && (word === "new" || word === "worse"));
      assert.deepEqual(
        fresh.filter(({ finding }) => !all.has(finding.key)).map(({ finding }) => `${nameOf(morning)}: ${finding.rule}`),
        [],
      );
    }
  });

  test("are one line where nothing happened", () => {
    const quiet = played.filter(({ week }) => week.stories.length === 0);
    const days = quiet.flatMap((each) => each.mornings.slice(1)).filter((morning) => morning.failed.length === 0);
    // What was lost the day before is read again, which is no news either.
    for (const { briefing } of days) {
      assert.deepEqual(briefing.sections, []);
      assert.equal(briefing.quiet, true);
    }
    assert.ok(days.length >= 10);
  });

  test("name every source that did not answer", () => {
    const out = mornings.filter((morning) => morning.failed.length > 0);
    for (const { briefing, failed } of out) {
      const gaps = briefing.gaps.map((gap) => textOf(gap.text)).join(" ");
      for (const { source } of failed) assert.match(gaps, new RegExp(`\\b${source}\\b`));
      assert.equal(briefing.quiet, false);
    }
    assert.ok(out.length >= 5);
  });

  test("stay within 250 words", () => {
    const longest = Math.max(...mornings.map(({ briefing }) => wordsOf(briefing)));
    assert.ok(longest <= 250, `${longest} words`);
  });

  test("say nothing that their evidence does not bear out", () => {
    const wrong = mornings.flatMap((morning) => morning.violations.map((each) => `${nameOf(morning)}: ${each.code} ${each.message}`));
    assert.deepEqual(wrong, []);
  });
});
