import type { Briefing, Bullet, Section } from "../../core/briefing.ts";
import type { Claim, Verdict } from "../../core/claim.ts";
import { ChiefError } from "../../core/errors.ts";
import type { Usage } from "../../core/model.ts";
import type { ModelTurn } from "../../core/ports/model.ts";
import type { Store } from "../../core/ports/store.ts";
import type { StepOutcome } from "../../core/run.ts";
import { canonicalJson } from "../../lib/hash.ts";
import { textOf, type Reader } from "../../render/prose.ts";
import type { Violation } from "../../verify/violation.ts";
import { isKeptOutcome } from "../execution/outcome.ts";
import type { Judged } from "../run/runner.ts";

/** A line of a briefing, and where it comes from. */
export interface TracedLine {
  part: Section["id"] | "gaps";
  text: string;
  by: "code" | "model";
  /** By their short names in this briefing. */
  cites: readonly string[];
  flags: readonly string[];
  /** The step in which a model wrote it, where that is known. */
  turn?: string;
  /** What code has put right in it. */
  fixed: readonly string[];
}

/** One answer of a model. */
export interface TracedTurn {
  step: string;
  model: string;
  /** Hash of the prompt that it was asked by. */
  prompt?: string;
  outcome: ModelTurn["outcome"]["kind"];
  usage: Usage;
}

/** What a model wrote that did not hold as it was. */
export interface TracedFault extends Pick<Verdict, "faults" | "claim"> {
  turn?: string;
}

/** What became of the lines of one run. */
export interface Trace {
  lines: readonly TracedLine[];
  turns: readonly TracedTurn[];
  faults: readonly TracedFault[];
  /** What the last check found in the whole, and replaced. */
  replaced: readonly Violation[];
}

/** An answer as it is kept. */
interface KeptTurn {
  prompt?: string;
  turn: ModelTurn;
}

type Turns = readonly (KeptTurn & { step: string })[];

/** Where each line of a run's briefing comes from, as far as that is still kept. */
export async function traceRun({ documents }: Pick<Store, "documents">, steps: readonly StepOutcome[], briefing: Briefing): Promise<Trace> {
  const turns: Turns = (
    await Promise.all(
      steps.filter(({ name }) => TURN.test(name)).map(async (step) => ({ step: step.name, ...(await read<KeptTurn>(documents, step)) })),
    )
  ).flatMap(({ step, turn, prompt }) => (turn ? [{ step, turn, ...(prompt !== undefined && { prompt }) }] : []));
  const last = steps.find(({ name }) => name === "verify");
  const { verdicts = [], violations = [] }: Partial<Judged> = (last && (await read<Judged>(documents, last))) ?? {};
  const turnOf = findTurns(turns);
  return {
    lines: linesOf(briefing, verdicts, turnOf),
    turns: turns.map(({ step, prompt, turn }) => ({
      ...{ step, model: turn.model, outcome: turn.outcome.kind, usage: turn.usage },
      ...(prompt !== undefined && { prompt }),
    })),
    faults: verdicts.filter(({ faults }) => faults.length > 0).map(({ claim, faults }) => ({ claim, faults, ...turnOf(claim) })),
    replaced: violations,
  };
}

const TURN = /\/turn \d+$/;

/** What a step has left; undefined where it failed, or that is not kept any more. */
async function read<T>(documents: Store["documents"], { outcome }: StepOutcome): Promise<T | undefined> {
  if (!isKeptOutcome<string>(outcome) || "error" in outcome) return undefined;
  try {
    return await documents.get<T>(outcome.value);
  } catch (error) {
    if (error instanceof ChiefError && error.code === "document-missing") return undefined;
    throw error;
  }
}

type FindTurn = (claim: Claim) => { turn?: string };

/** The turn in which a claim was handed in word for word, the latest where there are several. */
function findTurns(turns: Turns): FindTurn {
  const steps = new Map(turns.flatMap(({ step, turn }) => claimsIn(turn).map((claim) => [claim, step] as const)));
  return (claim) => {
    const turn = steps.get(keyOfClaim(claim));
    return turn === undefined ? {} : { turn };
  };
}

/** As far as an answer has claims, or lines that were mended: those of other roles have none. */
function claimsIn({ outcome }: ModelTurn): string[] {
  if (outcome.kind !== "answer") return [];
  const lists: unknown[] = Object.values(outcome.value ?? {});
  return lists.flatMap((list) => (Array.isArray(list) ? list.flatMap((each) => (isClaim(each) ? keyOfClaim(each) : [])) : []));
}

function isClaim(value: unknown): value is Claim {
  return typeof value === "object" && value !== null && "kind" in value && "text" in value && "cites" in value && "flags" in value;
}

/** Without what else an answer says of it, such as which line it mends. */
function keyOfClaim({ kind, text, cites, flags }: Claim): string {
  return canonicalJson({ kind, text, cites, flags });
}

function linesOf(briefing: Briefing, verdicts: readonly Verdict[], turnOf: FindTurn): TracedLine[] {
  const reader: Reader = { timezone: briefing.timezone, asOf: briefing.asOf };
  const aliases = new Map(briefing.citations.map(({ item, alias }) => [item, alias]));
  const sound = new Map(verdicts.filter(({ faults }) => faults.length === 0).map((verdict) => [keyOf(verdict.bullet), verdict]));
  const toLine =
    (part: TracedLine["part"]) =>
    (bullet: Bullet): TracedLine => {
      const verdict = bullet.by === "model" ? sound.get(keyOf(bullet)) : undefined;
      return {
        ...{ part, text: textOf(bullet.text, reader), by: bullet.by ?? "code", flags: bullet.flags },
        cites: bullet.cites.map((item) => aliases.get(item) ?? item),
        fixed: verdict?.fixed ?? [],
        ...(verdict && turnOf(verdict.claim)),
      };
    };
  return [...briefing.sections.flatMap(({ id, bullets }) => bullets.map(toLine(id))), ...briefing.gaps.map(toLine("gaps"))];
}

/** By its words alone: where it was put to, its cites may have changed. */
function keyOf({ text }: Bullet): string {
  return canonicalJson(text);
}
