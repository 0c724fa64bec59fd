import type { Chart, ChartPoint } from "../../core/briefing.ts";
import { findFact, type Fact } from "../../core/item.ts";
import { derived, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import type { Merge } from "./merge.ts";
import type { Week } from "./week.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Times of days are told in days. */
const LONG_MS = 3 * DAY_MS;
/** Of fewer changes nobody can say that a number rose or fell. */
const FEWEST_TO_COMPARE = 5;

/** What is measured of changes: from one fact to another, or the sum of both. */
interface Measure {
  name: string;
  kind: "time" | "lines";
  factsOf: (merge: Merge) => readonly [Fact, Fact] | undefined;
}

/** One change measured: in milliseconds, or in lines. */
interface Sample {
  value: number;
  facts: readonly [Fact, Fact];
  mergedAt: Fact;
}

const MEASURES: readonly Measure[] = [
  { name: "First commit to merge", kind: "time", factsOf: (merge) => timesOf(merge, "fields.firstCommitAt", merge.mergedAt.path) },
  { name: "Wait for the first review", kind: "time", factsOf: (merge) => timesOf(merge, "fields.readyAt", "fields.firstReviewAt") },
  { name: "First review to merge", kind: "time", factsOf: (merge) => timesOf(merge, "fields.firstReviewAt", merge.mergedAt.path) },
  {
    name: "Size",
    kind: "lines",
    factsOf: ({ item }) => [getFact(item, "fields.additions"), getFact(item, "fields.deletions")],
  },
];

/** A measure in one sentence, and the part of it that a summary takes. */
export interface Measured {
  name: string;
  /** With the middle and the upper quartile, how they compare, and of how many changes. */
  line: Prose;
  /** The upper quartile with how it compares. */
  short: Prose;
  /** Of how many changes. */
  count: number;
  /** Its upper quartile week by week, the earliest first; absent where fewer weeks have enough changes than can be compared. */
  chart?: Chart;
}

/** The measures of a week that have anything to tell, next to those of the weeks before it. */
export function measuresOf([week, ...earlier]: readonly Week[]): Measured[] {
  return MEASURES.flatMap((measure) => {
    const now = samplesOf(measure, week);
    const [middle, upper] = [quantile(now, 1 / 2), quantile(now, 3 / 4)];
    if (middle === undefined || upper === undefined) return [];
    const unit = unitOf(measure, upper);
    const before = earlier.map((each) => samplesOf(measure, each));
    const comparison = now.length < FEWEST_TO_COMPARE ? [] : comparisonOf(upper, before, unit);
    const n = derived(
      now.length,
      "change",
      now.map(({ facts }) => facts[0]),
    );
    return {
      name: measure.name,
      line: prose`${measure.name}: median ${show(middle, unit)}, upper quartile ${show(upper, unit)}${comparison} (${n}).`,
      short: prose`${show(upper, unit)}${comparison}`,
      count: now.length,
      ...chartOf(measure.name, [now, ...before], unit),
    };
  });
}

/** Weeks of which a chart shows something. */
const FEWEST_WEEKS = 3;

/** Of each week its upper quartile, named by how long that change is past. */
function chartOf(name: string, weeks: readonly (readonly Sample[])[], unit: Unit): { chart?: Chart } {
  const points = weeks.flatMap((samples, age): ChartPoint[] => {
    const upper = samples.length < FEWEST_TO_COMPARE ? undefined : quantile(samples, 3 / 4);
    if (upper === undefined) return [];
    const label = age === 0 ? prose`this week` : age === 1 ? prose`the week before` : prose`${derived(age, "week", [upper.mergedAt])} ago`;
    return [{ label, value: [show(upper, unit)], cites: [] }];
  });
  if (points.length < FEWEST_WEEKS) return {};
  return { chart: { form: "bars", title: `${name}: upper quartile of each week`, unit: unit.name, points: points.toReversed() } };
}

function samplesOf({ factsOf, kind }: Measure, week: Week | undefined): Sample[] {
  const samples = (week?.shipped ?? []).flatMap((merge) => {
    const facts = factsOf(merge);
    return facts === undefined ? [] : [{ facts, value: valueOf(kind, facts), mergedAt: merge.mergedAt }];
  });
  return samples.filter(({ value }) => value >= 0).toSorted((a, b) => a.value - b.value);
}

function valueOf(kind: Measure["kind"], [first, second]: readonly [Fact, Fact]): number {
  if (kind === "lines") return Number(first.value) + Number(second.value);
  return Date.parse(String(second.value)) - Date.parse(String(first.value));
}

function timesOf({ item }: Merge, from: string, to: string): [Fact, Fact] | undefined {
  const isTold = [from, to].every((path) => typeof findFact(item, path) === "string");
  return isTold ? [getFact(item, from), getFact(item, to)] : undefined;
}

/** The nearest rank: a change that there is, so that its own facts vouch for the number. */
function quantile(sorted: readonly Sample[], part: number): Sample | undefined {
  return sorted[Math.ceil(sorted.length * part) - 1];
}

/** One unit for a whole line, so that its numbers can be compared. */
interface Unit {
  name: string;
  size: number;
}

function unitOf({ kind }: Measure, { value }: Sample): Unit {
  if (kind === "lines") return { name: "line", size: 1 };
  if (value >= LONG_MS) return { name: "day", size: DAY_MS };
  return value >= HOUR_MS ? { name: "hour", size: HOUR_MS } : { name: "minute", size: MINUTE_MS };
}

function show({ value, facts }: Sample, { name, size }: Unit): Span {
  return derived(Math.round(value / size), name, facts);
}

/** `, 9 hours less than the week before and 2 hours more than the median of 4 weeks`. */
function comparisonOf(now: Sample, earlier: readonly (readonly Sample[])[], unit: Unit): Prose {
  const uppers = earlier.map((samples) => (samples.length < FEWEST_TO_COMPARE ? undefined : quantile(samples, 3 / 4)));
  const known = uppers.filter((sample) => sample !== undefined);
  const [last] = uppers;
  const lastWeek = last === undefined ? [] : prose`, ${difference(now, last, unit)} the week before`;
  if (known.length < earlier.length || known.length === 0) return lastWeek;
  const middle = quantile(
    known.toSorted((a, b) => a.value - b.value),
    1 / 2,
  );
  const count = derived(
    known.length,
    "",
    known.map(({ facts }) => facts[0]),
  );
  return middle === undefined ? lastWeek : prose`${lastWeek}, ${difference(now, middle, unit)} the ${count}-week median`;
}

function difference(now: Sample, then: Sample, unit: Unit): Prose {
  const by = Math.round(now.value / unit.size) - Math.round(then.value / unit.size);
  if (by === 0) return prose`as`;
  return prose`${derived(Math.abs(by), unit.name, [...now.facts, ...then.facts])} ${by > 0 ? "more" : "less"} than`;
}
