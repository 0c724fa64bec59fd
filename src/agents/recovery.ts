import { z } from "zod";
import type { Bullet, Writing } from "../core/briefing.ts";
import type { CheckedClaim, Claim } from "../core/claim.ts";
import type { Executed, Written } from "../core/ports/agent.ts";
import { shorten } from "../lib/text.ts";
import { claimSchema } from "./claims.ts";
import { failureWords } from "./failure-words.ts";
import { fenced } from "./fence.ts";
import { aboutTime } from "./reader.ts";
import { askTurn } from "./turn.ts";
import { sizeFor, sourcesOf, type Work } from "./work.ts";

const repairedSchema = z.strictObject({ lines: z.array(claimSchema.extend({ number: z.int() })) });

const MOST_ROUNDS = 2;
/** Things that are shown in full beside lines that failed, and how long each may be in characters. */
const MOST_THINGS = 12;
const LONGEST_THING = 2_000;
/** For the findings that such lines are about, in tokens. */
const FINDINGS = 1_500;

/**
 * Lines that hold: what does not is put right by the model as far as it can, and left out otherwise, so that code's own sentence stands for
 * it. Never rejects for what a model has done.
 */
export async function recoverLines(executed: readonly Executed[], work: Work): Promise<Written> {
  const bullets = executed.flatMap((each) => each.bullets);
  if (sizeFor(work.assignment) === undefined) return { bullets };
  const claims = executed.flatMap((each) => each.claims);
  const { held, short } = await holdAll(work, claims);
  const shorts = new Set([...executed.flatMap((each) => each.short ?? []), ...(short === undefined ? [] : [short])]);
  const writing: Writing = {
    by: held.length > 0 ? "model" : "code",
    replaced: claims.length - held.length,
    ...(shorts.size > 0 && { short: [...shorts].join("; ") }),
  };
  return { bullets: [...bullets, ...held], writing };
}

/** A claim that did not hold. */
interface Failed {
  claim: Claim;
  faults: CheckedClaim["faults"];
}

async function holdAll(work: Work, handedIn: readonly Claim[]): Promise<{ held: Bullet[]; short?: string }> {
  const { assignment, steps } = work;
  let claims = handedIn;
  for (let round = 1; ; round += 1) {
    const checked = claims.length === 0 ? [] : await assignment.check(claims, steps.signal);
    const held = checked.filter(({ faults }) => faults.length === 0).map(({ bullet }) => bullet);
    if (held.length === checked.length || round > MOST_ROUNDS) return { held };
    const repaired = await repair(work, round, failedOf(claims, checked));
    if ("short" in repaired) return { held, short: repaired.short };
    // In their old places, so that the order stays: what was not handed in again is given up.
    claims = claims.flatMap((claim, index) => (checked[index]?.faults.length === 0 ? claim : (repaired.claims.get(claim) ?? [])));
  }
}

function failedOf(claims: readonly Claim[], checked: readonly CheckedClaim[]): Failed[] {
  return claims.flatMap((claim, index) => {
    const faults = checked[index]?.faults ?? [];
    return faults.length > 0 ? { claim, faults } : [];
  });
}

type Repaired = { claims: ReadonlyMap<Claim, Claim> } | { short: string };

/** Shows the model only what failed, with what is wrong with it and the things that it speaks of. */
async function repair(work: Work, round: number, failed: readonly Failed[]): Promise<Repaired> {
  const { parts, assignment, steps } = work;
  const evidence = await steps.keep(`things ${round}`, (signal) => evidenceOf(work, failed, signal));
  const lines = failed.map(({ claim, faults }, index) => JSON.stringify({ number: index + 1, ...claim, faults }));
  const about = [...evidence, fenced("lines", lines.join("\n")), aboutTime(assignment)];
  try {
    const instructions = await steps.keep(`prompt ${round}`, () => parts.prompt("recovery"));
    const { turn } = await askTurn(work, round, {
      ...{ role: "recovery", instructions, tools: [], answer: { name: "repaired", schema: repairedSchema } },
      input: about.map((text) => ({ kind: "text", text })),
    });
    return read(turn.outcome.kind === "answer" ? turn.outcome.value : undefined, failed);
  } catch (error) {
    return { short: failureWords(error) };
  }
}

function read(value: unknown, failed: readonly Failed[]): Repaired {
  const parsed = repairedSchema.safeParse(value);
  if (!parsed.success) return { claims: new Map() };
  return {
    claims: new Map(
      parsed.data.lines.flatMap(({ number, ...claim }) => {
        const before = failed[number - 1];
        return before ? [[before.claim, claim]] : [];
      }),
    ),
  };
}

/** The findings, where one is spoken of, and the things by their names. */
async function evidenceOf({ assignment }: Work, failed: readonly Failed[], signal: AbortSignal): Promise<string[]> {
  const findings = failed.some(({ claim }) => claim.flags.length > 0)
    ? [fenced("findings", (await assignment.pack({ tokens: FINDINGS, from: [] }, signal)).text)]
    : [];
  const names = [...new Set(failed.flatMap(({ claim }) => claim.cites))].slice(0, MOST_THINGS);
  const sources = sourcesOf(assignment);
  const things = await Promise.all(
    names.map(async (name) => {
      const found = await assignment.look(name, sources, signal);
      return found.kind === "text" ? [fenced(name, shorten(found.text, LONGEST_THING))] : [];
    }),
  );
  return [...findings, ...things.flat()];
}
