import { z } from "zod";
import type { Graded } from "../core/goal.ts";
import { findFact, type Fact, type Item } from "../core/item.ts";
import { linesOf } from "../lib/item-lines.ts";
import { plainJsonOf } from "../lib/plain-json.ts";
import { findWholeWords } from "../lib/whole-words.ts";
import { findProof, proves, stillSays } from "./proof.ts";

/** In characters of JSON: ten answers with a quote each. */
const LARGEST_ANSWER = 32_768;
/** In characters. */
const LONGEST_NAME = 60;
const SHORTEST_NAME = 2;

/** What a grader answers. What does not apply is null. */
export const gradesSchema = z.strictObject({
  grades: z.array(
    z.strictObject({
      criterion: z.int().describe("The number of the criterion."),
      met: z.boolean(),
      thing: z.string().nullable().describe("The name of the thing that proves the answer, such as M3."),
      quote: z.string().nullable().describe("Words of that thing, letter for letter."),
      waits_for: z.string().nullable().describe("Where it is not met and the quote says that somebody has to act first: their name."),
    }),
  ),
});

type Grade = z.infer<typeof gradesSchema>["grades"][number];

/** What is held against the things that the names stand for. */
export interface Grading {
  /** In the order in which they were asked. */
  criteria: readonly string[];
  /** Whatever was answered. */
  answer: unknown;
  asOf: string;
  itemOf(name: string): Item | undefined;
}

/** What became of each criterion: a yes without words that stand in the thing, and in their whole sentence say that it is so, is none. Never throws, whatever was answered. */
export function checkGrades({ criteria, answer, asOf, itemOf }: Grading): Graded[] {
  const grades = parse(answer);
  return criteria.map((criterion, index): Graded => {
    const grade = grades?.find((each) => each.criterion === index + 1);
    if (!grade) return { criterion, state: "ungraded", why: grades ? "nothing was said of it" : "the answer could not be read" };
    const item = itemOf(grade.thing ?? "");
    const proof = item && findProof(item, grade.quote ?? "");
    if (grade.met && proof && proves(proof, criterion)) return { criterion, state: "met", proof, since: asOf };
    if (grade.met) return { criterion, state: "not_met", why: proof ? "what is quoted does not say that it is so" : "no proof" };
    const who = item && whoIn(item, grade.waits_for ?? "");
    return { criterion, state: "not_met", ...(proof && who && { waits: { who, proof } }) };
  });
}

/** Where the things are now on which proofs rest. */
export interface Whereabouts {
  itemOf(id: string): Item | undefined;
  /** Whether it was looked for and is there no more; else what is not there is out of sight. */
  isGone(id: string): boolean;
}

/** Those that were met, and whose proof still stands, or has moved out of sight. */
export function stillMet(held: readonly Graded[], { itemOf, isGone }: Whereabouts): Graded[] {
  return held.filter(({ criterion, state, proof }) => {
    if (state !== "met" || !proof || isGone(proof.item) || !proves(proof, criterion)) return false;
    const item = itemOf(proof.item);
    return item === undefined || stillSays(item, proof);
  });
}

function parse(answer: unknown): Grade[] | undefined {
  try {
    return gradesSchema.safeParse(plainJsonOf(answer, LARGEST_ANSWER)).data?.grades;
  } catch {
    // What is no JSON is no answer either.
    return undefined;
  }
}

/** Who is named in a thing: a field, whoever took part, or words of its text. */
function whoIn(item: Item, name: string): Fact | undefined {
  const wanted = name.trim();
  if (wanted.length < SHORTEST_NAME || wanted.length > LONGEST_NAME) return undefined;
  const line = linesOf(item).find(({ path, text }) => path !== "title" && findWholeWords(text, wanted, true));
  const value = line && findFact(item, line.path);
  if (line && typeof value === "string") return { item: item.id, path: line.path, value };
  const [start, end] = findWholeWords(item.body, wanted, true) ?? [];
  return start === undefined ? undefined : { item: item.id, path: `body.${start}-${end}`, value: item.body.slice(start, end) };
}
