import { likeness, topicOf } from "../analysis/meeting/words.ts";
import type { Claim } from "../core/claim.ts";
import type { Assignment, Executed, LongThing, Steps, Subtask } from "../core/ports/agent.ts";
import type { ModelInput } from "../core/ports/model.ts";
import { countOf } from "../lib/text.ts";
import { converse, type Outcome } from "./conversation.ts";
import { failureWords } from "./failure-words.ts";
import { fenced } from "./fence.ts";
import { aboutReader, aboutTime } from "./reader.ts";
import type { Work } from "./work.ts";

const ID = "ask-long";
/** For finding out what is long, in tokens: what else is shown is not looked at. */
const LEAST_TOKENS = 500;
/** Parts that one run reads: more would take what it may spend. */
const MOST_PARTS = 10;
const MOST_LINES = 3;
/** Lines that say the same of the same people, as neighbours do that have read the same turns. */
const ALIKE = 0.6;

/** One part of a long thing. */
interface Part {
  of: LongThing;
  number: number;
}

/** The subtask of reading what is too long to be looked at at once; none where nothing is. */
export async function longTasks(assignment: Assignment, steps: Steps): Promise<Subtask[]> {
  const { long } = await assignment.pack({ tokens: LEAST_TOKENS }, steps.signal);
  return long.length === 0
    ? []
    : [{ id: ID, sources: [...new Set(long.map(({ source }) => source))], task: "Read it to its end.", reads: long }];
}

/** Has a model read long things part by part, one after the other, so that what it may spend is never held for several at once. */
export async function executeLong(work: Work, { id, reads = [] }: Subtask): Promise<Executed> {
  const all = reads.flatMap((of) => Array.from({ length: of.parts }, (_, index): Part => ({ of, number: index + 1 })));
  const parts = all.slice(0, MOST_PARTS);
  let instructions: string;
  try {
    instructions = await work.steps.keep("prompt", () => work.parts.prompt("executor"));
  } catch (error) {
    return { subtask: id, bullets: [], claims: [], short: failureWords(error) };
  }
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    const { of, number } = part;
    outcomes.push(await work.steps.branch(`${of.name} ${number}`, (steps) => readPart({ ...work, steps }, part, instructions)));
  }
  const shorts = new Set(outcomes.flatMap(({ short }) => short ?? []));
  if (parts.length < all.length) shorts.add(`the model has not read the last ${countOf(all.length - parts.length, "part")} of long texts`);
  return { subtask: id, bullets: [], claims: inTurns(outcomes), ...(shorts.size > 0 && { short: [...shorts].join("; ") }) };
}

async function readPart(work: Work, { of, number }: Part, instructions: string): Promise<Outcome> {
  const { assignment, steps } = work;
  const found = await steps.keep("text", (signal) => assignment.look(of.name, [of.source], signal, number));
  if (found.kind !== "text") return { claims: [], short: `part ${number} of ${of.name} could not be read` };
  const texts = [aboutReader(assignment), fenced(of.name, found.text), taskOf(of, number), aboutTime(assignment)];
  const input = texts.map((text): ModelInput => ({ kind: "text", text }));
  const { claims, short } = await converse(work, { instructions, input, sources: [] });
  return { claims: claims.slice(0, MOST_LINES), ...(short !== undefined && { short }) };
}

function taskOf({ name, parts }: LongThing, number: number): string {
  return [
    `Your part of the work: part ${number} of ${parts} of ${name}, whose other parts others read.`,
    `At most ${MOST_LINES} lines, none where nothing in it matters: what was decided, who does what by when, what stayed open.`,
    `Say who it is, quote the words that say it, word for word between quotation marks, and cite ${name}.`,
  ].join(" ");
}

/** The weightiest line of each part before the second of any; what neighbours both say once. */
function inTurns(outcomes: readonly Outcome[]): Claim[] {
  const ranked = Array.from({ length: MOST_LINES }, (_, rank) => outcomes.flatMap(({ claims }) => claims[rank] ?? [])).flat();
  const told: Claim[] = [];
  for (const claim of ranked) {
    if (!told.some((other) => isSame(other, claim))) told.push(claim);
  }
  return told;
}

function isSame(a: Claim, b: Claim): boolean {
  const [people, others] = [peopleIn(a), peopleIn(b)];
  const isOfSame = people.size === others.size && [...people].every((name) => others.has(name));
  return isOfSame && a.cites.some((name) => b.cites.includes(name)) && likeness(topicOf(a.text), topicOf(b.text)) >= ALIKE;
}

/** Words with a capital that are more than common ones. */
function peopleIn({ text }: Claim): Set<string> {
  return topicOf((text.match(/\p{Lu}[\p{L}'’-]+/gu) ?? []).join(" "));
}
