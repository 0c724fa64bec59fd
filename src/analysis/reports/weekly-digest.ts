import type { Bullet, Section } from "../../core/briefing.ts";
import type { People } from "../../core/person.ts";
import { prose, type Prose } from "../../core/prose.ts";
import type { Room } from "../briefing/length.ts";
import { aheadOf } from "../digest/ahead.ts";
import { flightLines } from "../digest/flight.ts";
import { healthLines } from "../digest/health.ts";
import { measuresOf } from "../digest/measures.ts";
import { mergesIn } from "../digest/merges.ts";
import { LAUNCH_COLUMNS, launchLines } from "../digest/launches.ts";
import { currentRollouts, ROLLOUT_COLUMNS, rolloutLines, troubledRollouts, unwellRollouts } from "../digest/rollouts.ts";
import { besideLines, countLine, focusLine, MOST_THEMES, shippedLines, volumeOf } from "../digest/theme-lines.ts";
import { thanksLines } from "../digest/thanks.ts";
import { themesOf } from "../digest/themes.ts";
import { allOf, weeksUpTo, type Week } from "../digest/week.ts";
import { numberOf } from "../digest/words.ts";
import { capitalised } from "../facts.ts";
import { finishReport, lineOf } from "./finish.ts";
import type { Report, ReportInput } from "./report.ts";

const MOST_SUMMARY = 3;
/** Where there is little room. */
const FEWEST_THEMES = 4;
const NONE: Week = { shipped: [], routine: [], undone: [] };

/** What was merged and rolled out in the seven days up to now, by theme, for a reader who passes it on. */
export const weeklyDigest: Report = (input) => {
  const weeks = weeksUpTo(input.asOf, mergesIn(input.items));
  const week = weeks[0] ?? NONE;
  const themes = themesOf(week.shipped);
  const measures = measuresOf(weeks);
  const rollouts = currentRollouts(input);
  const health = healthLines(input.items, input.asOf, week);
  const troubled = troubledRollouts(rollouts);
  const summary = [
    ...focusLine(themes),
    ...measures.slice(0, 1).map(({ name, short }) => lineOf(prose`${name}: upper quartile ${short}.`)),
    ...health,
  ].slice(0, MOST_SUMMARY);
  return (room) =>
    finishReport(
      {
        headline: headlineOf(week, { troubled, unwell: unwellRollouts(rollouts) }, input.people),
        sections: sectionsOf({ summary, rollouts: rolloutLines(rollouts, room.today, input), health, week, themes, measures }, input, room),
      },
      input,
      room,
    );
};

interface Parts {
  summary: Bullet[];
  rollouts: Bullet[];
  health: Bullet[];
  week: Week;
  themes: ReturnType<typeof themesOf>;
  measures: ReturnType<typeof measuresOf>;
}

function sectionsOf({ summary, rollouts, health, week, themes, measures }: Parts, input: ReportInput, room: Room): Section[] {
  const { decisions, next } = aheadOf(input, room.names);
  const roomFor = { most: room.names > 3 ? MOST_THEMES : FEWEST_THEMES, titles: room.names > 4 ? 2 : 1 };
  const list = { style: "list" } as const;
  return [
    { ...list, id: "changed", title: "In short", bullets: summary },
    { ...list, id: "changed", title: "Shipped", bullets: [...shippedLines(themes, roomFor), ...besideLines(week)] },
    { ...list, id: "changed", title: "Rollouts", bullets: rollouts, columns: ROLLOUT_COLUMNS },
    { ...list, id: "open", title: "Launches", bullets: launchLines(input), columns: LAUNCH_COLUMNS },
    { ...list, id: "open", title: "In flight", bullets: flightLines(input, room.names) },
    {
      ...list,
      id: "counts",
      title: "Measures",
      bullets: measures.map(({ line }) => ({ ...lineOf(line), cites: [] })),
      ...chartsOf(measures),
    },
    { ...list, id: "changed", title: "Failures and repairs", bullets: health.filter((line) => !summary.includes(line)) },
    { ...list, id: "changed", title: "Thanks", bullets: thanksLines(week.shipped, input.people) },
    { ...list, id: "open", title: "Decisions needed", bullets: decisions },
    { ...list, id: "today", title: "Next week", bullets: next },
    { ...list, id: "counts", title: "Counted", bullets: countLine(week, allOf(week)) },
  ];
}

/** One picture is looked at, several are not: the first there is. */
function chartsOf(measures: Parts["measures"]): Pick<Section, "chart"> {
  const [chart] = measures.flatMap((measure) => measure.chart ?? []);
  return chart === undefined ? {} : { chart };
}

/** Rollouts that stand still or went back, and those that go on unwell. */
type Trouble = Readonly<Record<"troubled" | "unwell", Parameters<typeof numberOf>[0]>>;

function headlineOf(week: Week, { troubled, unwell }: Trouble, people: People): Prose {
  const all = allOf(week);
  const merged = all.length === 0 ? prose`no change was merged in the last week` : volumeOf(week, all, people);
  const still = troubled.length === 0 ? [] : prose`; ${numberOf(troubled, "rollout")} paused, failed or taken back`;
  const ill = unwell.length === 0 ? [] : prose`; ${numberOf(unwell, "rollout")} in poor health`;
  return capitalised(prose`${merged}${still}${ill}`);
}
