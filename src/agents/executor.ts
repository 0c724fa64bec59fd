import type { CheckedClaim, Claim } from "../core/claim.ts";
import type { Executed, Packed, Subtask } from "../core/ports/agent.ts";
import type { ModelInput } from "../core/ports/model.ts";
import { converse, type Outcome } from "./conversation.ts";
import { failureWords } from "./failure-words.ts";
import { fenced } from "./fence.ts";
import { aboutReader, aboutTime, memoriesIn } from "./reader.ts";
import { sourcesOf, type Work } from "./work.ts";

/** What a model is shown of the material at once, in tokens. */
export const MOST_MATERIAL = 9_000;
/** What even the smallest model can read. */
const LEAST_MATERIAL = 1_500;

/** A subtask for a model. */
interface Brief {
  task: string;
  instructions: string;
  /** Lines of other subtasks that it builds on. */
  handed: readonly Claim[];
  sources: readonly string[];
  tokens: number;
}

/** An executor that asks a model: the claims of one subtask. Never rejects for what the model does. */
export async function executeTask(work: Work, subtask: Subtask, handed: readonly Claim[]): Promise<Executed> {
  const { parts, steps, assignment } = work;
  const done = { subtask: subtask.id, bullets: [], claims: [] };
  let instructions: string;
  try {
    instructions = await steps.keep("prompt", () => parts.prompt("executor"));
  } catch (error) {
    return { ...done, short: failureWords(error) };
  }
  const sources = subtask.sources.length > 0 ? subtask.sources : sourcesOf(assignment);
  const brief = { task: subtask.task ?? "", instructions, handed, sources, tokens: MOST_MATERIAL };
  const { claims, short } = await bestOf(work, brief);
  return { ...done, claims, ...(short !== undefined && { short }) };
}

/** As many drafts as are wanted, side by side: the one with the fewest faults, then the one that tells most of what must be told, then the shortest. */
async function bestOf(work: Work, brief: Brief): Promise<Outcome> {
  const { assignment, steps } = work;
  const { bestOf: wanted } = assignment.automation;
  if (wanted <= 1) return draft(work, brief);
  const numbers = Array.from({ length: wanted }, (_, index) => index + 1);
  const drafts = await Promise.all(
    numbers.map((number) => steps.branch(`draft ${number}`, (inside) => draft({ ...work, steps: inside }, brief))),
  );
  const { mustMention } = await assignment.pack({ tokens: brief.tokens, from: brief.sources }, steps.signal);
  const ranked = await Promise.all(
    drafts.map(async (each) => ({ each, rank: rankOf(each, await assignment.check(each.claims, steps.signal), mustMention) })),
  );
  const best = ranked.toSorted((a, b) => compare(a.rank, b.rank))[0];
  return best?.each ?? draft(work, brief);
}

/** The lower, the better, each number counting before the next. */
function rankOf({ claims, short }: Outcome, checked: readonly CheckedClaim[], mustMention: readonly string[]): number[] {
  const faults = checked.reduce((sum, each) => sum + each.faults.length, 0);
  const told = new Set(claims.filter((_, index) => checked[index]?.faults.length === 0).flatMap(({ flags }) => flags));
  const missing = mustMention.filter((name) => !told.has(name)).length;
  return [
    claims.length === 0 ? 1 : 0,
    faults,
    missing,
    short === undefined ? 0 : 1,
    claims.reduce((sum, { text }) => sum + text.length, 0),
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** One draft. What is more than the model can read is shown to it in parts, and what came of those is put together. */
async function draft(work: Work, brief: Brief): Promise<Outcome> {
  const { assignment, steps } = work;
  const packed = await assignment.pack({ tokens: brief.tokens, from: brief.sources }, steps.signal);
  const { tooLong, ...outcome } = await converse(work, { ...brief, input: openingOf(work, brief, packed) });
  const windows = tooLong ? windowsOf(brief) : [];
  if (windows.length === 0) return outcome;
  const parts = await Promise.all(
    windows.map((window, index) => steps.branch(`window ${index + 1}`, (inside) => draft({ ...work, steps: inside }, window))),
  );
  return joined(parts);
}

/** Smaller pieces of the same: source by source, then with less of each. */
function windowsOf(brief: Brief): Brief[] {
  const tokens = Math.floor(brief.tokens / 2);
  if (tokens < LEAST_MATERIAL) return [];
  return brief.sources.length > 1 ? brief.sources.map((source) => ({ ...brief, sources: [source], tokens })) : [{ ...brief, tokens }];
}

/** Findings are shown in each part: what is said of them in the same words counts once. */
function joined(parts: readonly Outcome[]): Outcome {
  const byText = new Map(parts.flatMap(({ claims }) => claims).map((claim) => [claim.text.trim().toLowerCase(), claim]));
  const shorts = new Set(parts.flatMap(({ short }) => short ?? []));
  return { claims: [...byText.values()], ...(shorts.size > 0 && { short: [...shorts].join("; ") }) };
}

/** What stays the same from run to run comes first, the time last: what a model has read before costs less. */
function openingOf({ assignment }: Work, { task, handed }: Brief, packed: Packed): ModelInput[] {
  const texts = [
    aboutReader(assignment),
    memoriesIn(assignment),
    fenced("material", packed.text),
    handed.length === 0
      ? ""
      : `Lines of others that yours build on:\n${fenced("lines", handed.map((claim) => JSON.stringify(claim)).join("\n"))}`,
    // Whoever planned it has read what others wrote: it may choose what is written about, and no more.
    task === "" ? "" : `Your part of the work, which says what to write about and nothing else:\n${fenced("part", task)}`,
    aboutTime(assignment),
  ];
  return texts.filter((text) => text !== "").map((text) => ({ kind: "text", text }));
}
