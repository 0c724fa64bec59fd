import type { Labelled } from "./labelled.ts";

/** Points that make a decision e times as likely. */
const POINTS = 3;
/** Holds back weights that only few sentences speak for. */
const PENALTY = 2;
const ROUNDS = 30;

/** Points for each sign, and for a sentence that shows none, by logistic regression. */
export function fitWeights(sentences: readonly Labelled[]): { weights: number[]; start: number } {
  const rows = sentences.map(({ shows, isDecision }) => ({ shown: [...indices(shows), shows.length], isDecision }));
  const size = (sentences[0]?.shows.length ?? 0) + 1;
  const weights = Array.from({ length: size }, () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const step = stepOf(rows, weights);
    for (const [index, each] of step.entries()) weights[index] = (weights[index] ?? 0) - each;
  }
  const points = weights.map((weight) => Math.round(weight * POINTS));
  return { weights: points.slice(0, -1), start: points.at(-1) ?? 0 };
}

function indices(shows: readonly boolean[]): number[] {
  return shows.flatMap((isShown, index) => (isShown ? [index] : []));
}

interface Row {
  /** The signs that it shows, and at the end the constant. */
  shown: readonly number[];
  isDecision: boolean;
}

/** One step of Newton's. */
function stepOf(rows: readonly Row[], weights: readonly number[]): number[] {
  const last = weights.length - 1;
  const slope = weights.map((weight, index) => (index === last ? 0 : PENALTY * weight));
  const bend: number[][] = weights.map((_, row) => weights.map((__, column) => (row === column && row !== last ? PENALTY : 0)));
  for (const { shown, isDecision } of rows) {
    const chance = 1 / (1 + Math.exp(-shown.reduce((sum, index) => sum + (weights[index] ?? 0), 0)));
    for (const index of shown) {
      slope[index] = (slope[index] ?? 0) + chance - Number(isDecision);
      const row = bend[index] ?? [];
      for (const other of shown) row[other] = (row[other] ?? 0) + chance * (1 - chance);
    }
  }
  return solve(bend, slope);
}

/** By elimination; the matrix has its weight on the diagonal, so that no rows are swapped. */
function solve(matrix: readonly (readonly number[])[], wanted: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, wanted[index] ?? 0]);
  for (const [index, pivot] of rows.entries()) {
    for (const other of rows) {
      if (other === pivot) continue;
      const factor = (other[index] ?? 0) / (pivot[index] ?? 1);
      for (const [column, value] of pivot.entries()) other[column] = (other[column] ?? 0) - factor * value;
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1));
}
