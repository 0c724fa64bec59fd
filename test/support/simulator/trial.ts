import { thresholdsOf, type Rule } from "../../../src/analysis/rule.ts";
import type { Change, Item } from "../../../src/core/item.ts";
import { backgroundOf } from "./background.ts";
import { peopleWith, type Absences } from "./cast.ts";
import type { Scene } from "./scene.ts";

/** What there is to see in one morning. */
export interface Plot {
  items: readonly Item[];
  gone?: readonly Item[];
  changes?: readonly Change[];
  absences?: Absences;
  /** Where the finding may be hung: any of these; all items unless said. */
  about?: readonly Item[];
  /** The morning, where it is not the scene's. */
  scene?: Scene;
}

export type Telling = (scene: Scene) => readonly Item[] | Plot;

/** One rule's planted risks, near misses and exempt cases, by what they are. */
export interface Trial {
  rule: string;
  found: Readonly<Record<string, Telling>>;
  near: Readonly<Record<string, Telling>>;
  exempt: Readonly<Record<string, Telling>>;
}

/** What came of playing a trial: names of the mornings, each with its scene, on which the rule was wrong. */
export interface Outcome {
  hits: number;
  missed: string[];
  falseAlarms: string[];
}

/** Plays a trial in every scene, over a background in which nothing is amiss. */
export function playTrial(rule: Rule, trial: Trial, scenes: readonly Scene[]): Outcome {
  const outcome: Outcome = { hits: 0, missed: [], falseAlarms: [] };
  for (const scene of scenes) {
    for (const [name, telling] of Object.entries(trial.found)) play(rule, name, telling, scene, outcome, true);
    for (const [name, telling] of Object.entries({ ...trial.near, ...trial.exempt })) play(rule, name, telling, scene, outcome, false);
  }
  return outcome;
}

function play(rule: Rule, name: string, telling: Telling, given: Scene, outcome: Outcome, isRisk: boolean): void {
  const told = telling(given);
  const plot: Plot = "items" in told ? told : { items: told };
  const scene = plot.scene ?? given;
  const about = new Set([...(plot.about ?? [...plot.items, ...(plot.gone ?? [])])].map((item) => item.id));
  const primaries = primariesOf(rule, plot, scene);
  const where = `${name}, ${scene.date} ${scene.calendar.timezone}`;
  const right = isRisk ? primaries.filter((primary) => about.has(primary)).slice(0, 1) : [];
  outcome.hits += right.length;
  if (isRisk && right.length === 0) outcome.missed.push(where);
  outcome.falseAlarms.push(...primaries.slice(right.length).map((primary) => `${where}: ${primary}`));
}

function primariesOf(rule: Rule, { items, gone = [], changes = [], absences }: Plot, { now, calendar, ...scene }: Scene): string[] {
  const all = [...backgroundOf({ now, calendar, ...scene }), ...items];
  const context = { items: all, gone, changes, now, calendar, people: peopleWith(absences), thresholds: thresholdsOf(rule) };
  return rule.find(context).map((finding) => finding.primary);
}

/** Share of alarms that were right, and share of risks that were found. */
export function scoreOf({ hits, missed, falseAlarms }: Outcome): { precision: number; recall: number } {
  return { precision: hits / (hits + falseAlarms.length), recall: hits / (hits + missed.length) };
}
