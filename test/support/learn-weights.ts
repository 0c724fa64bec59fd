import { readFileSync, writeFileSync } from "node:fs";
import { LEANINGS, likelihoods, traitsOf } from "../../src/analysis/chase/replies/leaning.ts";
import { readReply } from "../../src/analysis/chase/replies/read-reply.ts";
import { isCourtesy } from "../../src/analysis/chase/replies/told.ts";
import { hearAll } from "../../src/analysis/chase/replies/understand.ts";
import { labelled, type ReplySet } from "./score-replies.ts";

/** What clauses about one item show, and the place of its label among the leanings. */
export interface Lesson {
  traits: readonly string[];
  label: number;
}

const ROUNDS = 60;
const FIRST_STEP = 0.5;
const SLOWING = 0.2;
const FADING = 0.0006;
/** A trait of fewer items than this says nothing. */
const LEAST_SEEN = 3;

/** What a set of labelled replies teaches. */
export function lessonsIn(lines: readonly string[]): Lesson[] {
  return lines.flatMap((line) => {
    const { text, now, zone, items, people, labels } = labelled.parse(JSON.parse(line));
    const asked = items.map((each) => ({ ...each, item: each.key }));
    const roster = people.map((name) => ({ key: name, name }));
    const { portions } = hearAll(readReply({ text, at: now, zone }, asked, roster), asked);
    return portions.flatMap(({ index, heard }): Lesson[] => {
      const label = index === null ? undefined : labels[index];
      const clauses = heard.filter((each) => !isCourtesy(each));
      if (label === undefined || index === null || clauses.length === 0) return [];
      return [{ traits: traitsOf(clauses, asked[index]?.due), label: LEANINGS.indexOf(label.status ?? "open") }];
    });
  });
}

/** Weights that tell the labels of lessons from each other, by multinomial logistic regression in the order given; the same for the same lessons. */
export function learn(lessons: readonly Lesson[]): Map<string, number[]> {
  const seen = new Map<string, number>();
  for (const { traits } of lessons) for (const trait of traits) seen.set(trait, (seen.get(trait) ?? 0) + 1);
  const weights = new Map([...seen].filter(([, count]) => count >= LEAST_SEEN).map(([trait]) => [trait, LEANINGS.map(() => 0)]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const lesson of lessons) take(lesson, weights, FIRST_STEP / (1 + round * SLOWING));
  }
  return weights;
}

function take({ traits, label }: Lesson, weights: Map<string, number[]>, step: number): void {
  const found = likelihoods(traits, weights);
  const scale = Math.sqrt(traits.length);
  for (const trait of traits) {
    const known = weights.get(trait);
    if (!known) continue;
    for (const [place, weight] of known.entries()) {
      const miss = Number(place === label) - (found[place] ?? 0);
      known[place] = weight + step * (miss / scale - FADING * weight);
    }
  }
}

function asText(weights: ReadonlyMap<string, readonly number[]>): string {
  return [...weights]
    .map(([trait, each]) => [trait, each.map((weight) => Math.round(weight * 10))] as const)
    .filter(([, tenths]) => tenths.some((tenth) => tenth !== 0))
    .map(([trait, tenths]) => `${trait}|${tenths.join(",")}`)
    .join(" ");
}

/** The lines of a set of labelled replies. */
export function linesOf(set: ReplySet): string[] {
  return readFileSync(new URL(`../corpus/replies/${set}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n");
}

if (import.meta.main) {
  const lessons = (["tuning", "opened", "fresh", "unseen"] as const).flatMap((set) => lessonsIn(linesOf(set)));
  const file = new URL("../../src/analysis/chase/replies/words/weights.ts", import.meta.url);
  const head =
    "/** What words weigh for each status, in tenths: learned from the labelled replies by test/support/learn-weights.ts, and never changed by hand. */";
  writeFileSync(file, `${head}\nexport const WEIGHTS =\n  ${JSON.stringify(asText(learn(lessons)))};\n`);
}
