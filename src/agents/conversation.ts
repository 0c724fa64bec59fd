import type { Claim } from "../core/claim.ts";
import { toStoredError } from "../core/errors.ts";
import type { ModelInput, ModelToolCall, ModelTurn } from "../core/ports/model.ts";
import { canonicalJson } from "../lib/hash.ts";
import { handedInSchema, readHandedIn } from "./claims.ts";
import { failureWords, isForAll, isTooLong } from "./failure-words.ts";
import { callTool, toolsFor } from "./tools.ts";
import { askTurn, type KeptTurn } from "./turn.ts";
import type { Work } from "./work.ts";

/** How a conversation opens, and what can be read in it. */
export interface Opening {
  instructions: string;
  input: readonly ModelInput[];
  /** Connectors. */
  sources: readonly string[];
}

/** What a conversation came to. */
export interface Outcome {
  claims: readonly Claim[];
  /** Why there is not all that was asked for, in words. */
  short?: string;
  /** It was more than the model can read. */
  tooLong?: true;
}

const MOST_TURNS = 8;
/** Things that are looked up for one turn. */
const MOST_CALLS = 16;
/** Of all turns together, in and out. */
const MOST_TOKENS = 60_000;
/** The part of a run's time after which the next turn is the last. */
const MOST_OF_RUN = 1 / 4;
/** Answers that are none, and questions that were asked before. */
const MOST_SLIPS = 2;

const LAST_TURN = "This is your last turn, and there are no tools any more. Hand in the lines that you have.";

/** Asks until claims are handed in. Ends after some turns whatever the model does, and never rejects for it. */
export async function converse(work: Work, { instructions, input, sources }: Opening): Promise<Outcome> {
  const said = [...input];
  const asked = new Set<string>();
  const used: Used = { slips: 0, tokens: 0, ms: 0 };
  for (let number = 1; ; number += 1) {
    const isLast = number === MOST_TURNS || isUsedUp(used, work);
    if (isLast) said.push({ kind: "text", text: LAST_TURN });
    let kept: KeptTurn;
    try {
      const answer = { name: "lines", schema: handedInSchema };
      kept = await askTurn(work, number, {
        ...{ role: "executor", instructions, input: [...said], answer },
        tools: isLast ? [] : toolsFor(sources),
      });
    } catch (error) {
      if (isForAll(error)) work.assignment.asking.end(toStoredError(error));
      return { claims: [], short: failureWords(error), ...(isTooLong(error) && { tooLong: true }) };
    }
    count(used, kept);
    const next = await reply(work, number, { turn: kept.turn, asked, sources: isLast ? [] : sources });
    if ("claims" in next) return next;
    if (isLast) return { claims: [], short: "the model came to no end" };
    if (next.isSlip) used.slips += 1;
    said.push({ kind: "carried", carried: kept.turn.carried }, ...next.input);
  }
}

/** Only what is kept with each turn, so that whoever is taken up again goes the same way. */
interface Used {
  slips: number;
  tokens: number;
  ms: number;
}

function isUsedUp({ slips, tokens, ms }: Used, { assignment }: Work): boolean {
  return slips >= MOST_SLIPS || tokens > MOST_TOKENS || ms > assignment.automation.runTimeoutMs * MOST_OF_RUN;
}

function count(used: Used, { ms, turn: { usage } }: KeptTurn): void {
  used.tokens += usage.input + usage.output;
  used.ms += ms;
}

type Next = Outcome | { input: ModelInput[]; isSlip: boolean };

interface Heard {
  turn: ModelTurn;
  /** The calls so far. */
  asked: Set<string>;
  sources: readonly string[];
}

/** What is answered to a turn; the end where it handed in, or would not. */
async function reply(work: Work, number: number, { turn: { outcome }, asked, sources }: Heard): Promise<Next> {
  if (outcome.kind === "refusal") return { claims: [], short: "the model would not" };
  if (outcome.kind === "answer") {
    const read = readHandedIn(outcome.value);
    return "claims" in read ? read : { input: [{ kind: "text", text: read.wrong }], isSlip: true };
  }
  const { calls } = outcome;
  const fresh = new Set(calls.filter((call) => !asked.has(keyOf(call))).slice(0, MOST_CALLS));
  for (const call of fresh) asked.add(keyOf(call));
  const outputs = await work.steps.keep(`tools ${number}`, (signal) => {
    const reach = { assignment: work.assignment, sources, signal };
    return Promise.all(calls.map(async (call) => (fresh.has(call) ? callTool(call, reach) : NOT_ASKED)));
  });
  const input = calls.map(({ id }, index): ModelInput => ({ kind: "result", call: id, output: outputs[index] ?? "" }));
  return { input, isSlip: fresh.size === 0 };
}

const NOT_ASKED = `You have asked this before, or for more than ${MOST_CALLS} things at once: what was answered stands here.`;

function keyOf({ name, arguments: given }: ModelToolCall): string {
  return canonicalJson([name, given ?? null]);
}
