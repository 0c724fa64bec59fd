import { figuresOf, scoreLogs, type LogFigures, type LogScore } from "../../test/support/score-logs.ts";

const COLUMNS: readonly (keyof LogFigures)[] = ["logs", "hit", "recall", "size", "f1", "primary", "errorType", "class", "tests"];

/** The table of both sets of the labelled logs, and, for the one that may be looked at, what was missed. */
export function tellLogs(): string {
  const scores = scoreLogs();
  const rows = (["tuning", "held-out"] as const).flatMap((set) => {
    const own = scores.filter((score) => score.set === set);
    const [compared, alone] = [own.filter(({ hasGreen }) => hasGreen), own.filter(({ hasGreen }) => !hasGreen)];
    return [rowOf(set, own), rowOf("  beside a green log", compared), rowOf("  alone", alone)];
  });
  const head = "logs that really failed".padEnd(26) + COLUMNS.map((name) => name.padStart(10)).join("");
  return [head, ...rows, ""].join("\n");
}

/** What was missed in the logs that are there to learn from. */
export function missesOfLogs(): string[] {
  return scoreLogs()
    .filter(({ set }) => set === "tuning")
    .flatMap(missesOf);
}

function rowOf(title: string, scores: readonly LogScore[]): string {
  const figures = figuresOf(scores);
  return (
    title.padEnd(26) +
    COLUMNS.map((name) => (name === "logs" || name === "size" ? String(figures[name]) : figures[name].toFixed(3)).padStart(10)).join("")
  );
}

function missesOf(score: LogScore): string[] {
  const { name, recall, size } = score;
  const held = (["primary", "errorType", "class", "tests"] as const).filter((each) => !score[each].isRight);
  return [
    ...(recall < 0.8 ? [`${name}: ${recall.toFixed(2)} of the core in ${size} lines`] : []),
    ...held.map((each) => `${name}: ${each} "${score[each].found.slice(0, 160)}"`),
  ];
}
