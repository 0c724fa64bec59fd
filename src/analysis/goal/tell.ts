import type { Briefing, Bullet, Section } from "../../core/briefing.ts";
import { goalStatusOf, isGoalMoved, type Graded } from "../../core/goal.ts";
import type { Fact, Item } from "../../core/item.ts";
import { prose, type FactForm, type Prose, type Span } from "../../core/prose.ts";
import { mintCitations } from "../briefing/citations.ts";
import type { Letters } from "../context/names.ts";

/** Where a goal stands, for the briefing to tell. */
export interface GoalTold {
  briefing: Briefing;
  graded: readonly Graded[];
  /** Where it stood when it was last told. */
  held: readonly Graded[];
  /** Whether it is told with nothing else to say and no change, too. */
  always: boolean;
  items: readonly Item[];
  letters: Letters;
}

/** The same briefing with where the goal stands, behind what needs its reader: each criterion with its proof. */
export function tellGoal({ briefing, graded, held, always, items, letters }: GoalTold): Briefing {
  const isMoved = isGoalMoved(held, graded);
  if (briefing.quiet && !isMoved && !always) return briefing;
  const title = goalTitle(graded);
  const known = new Map(items.map((item) => [item.id, item]));
  const section: Section = { id: "goal", title, style: "list", bullets: graded.map((each) => bulletOf(each, known)) };
  const first = briefing.sections.findIndex(({ id }) => id !== "risks");
  const sections = briefing.sections.toSpliced(first < 0 ? briefing.sections.length : first, 0, section);
  const isFirstWord = briefing.quiet && isMoved;
  const bullets = [...sections.flatMap((each) => each.bullets), ...briefing.gaps];
  return {
    ...briefing,
    ...(isFirstWord && { headline: prose`${title}.` }),
    sections,
    citations: mintCitations(bullets, known, letters),
    quiet: briefing.quiet && !isMoved,
  };
}

/** `Goal: 2 of 3 met`. */
export function goalTitle(graded: readonly Graded[]): string {
  const met = graded.filter(({ state }) => state === "met").length;
  const status = goalStatusOf(graded);
  if (status === "met") return "Goal: met";
  if (met === 0 && graded.every(({ state }) => state === "ungraded")) return "Goal: not graded";
  return `Goal: ${met} of ${graded.length} met${status === "stuck" ? "; what is missing waits for somebody" : ""}`;
}

function bulletOf(graded: Graded, items: ReadonlyMap<string, Item>): Bullet {
  const proof = graded.proof ?? graded.waits?.proof;
  const cites = proof && items.has(proof.item) ? [proof.item] : [];
  const isJudged = graded.state !== "ungraded";
  return { kind: isJudged ? "judgement" : "fact", text: lineOf(graded), cites, flags: [], ...(isJudged && { by: "model" as const }) };
}

function lineOf({ criterion, state, proof, waits, why }: Graded): Prose {
  const asked = criterion.replace(/[.\s]+$/, "");
  if (state === "ungraded") return prose`Not graded: ${asked}${why === undefined ? "" : ` (${why})`}.`;
  if (state === "met") return prose`Met: ${asked}${proof ? prose`, by ${wordsOf(proof)}` : ""}.`;
  if (waits) return prose`Missing: ${asked}. It waits for ${text(waits.who)}: ${wordsOf(waits.proof)}.`;
  return prose`Missing: ${asked}${why === undefined ? "" : ` (${why})`}.`;
}

/** Words of a thing in quotes, a field by its name. */
function wordsOf(proof: Fact): Prose {
  const field = /^fields\.(.+)$/.exec(proof.path)?.[1];
  const span: Span = { kind: "fact", fact: proof, form: formOf(proof) };
  return field === undefined ? prose`“${span}”` : prose`${field} ${span}`;
}

function text(fact: Fact): Span {
  return { kind: "fact", fact, form: "text" };
}

function formOf({ value, path }: Fact): FactForm {
  if (path.startsWith("body.") || path === "title" || typeof value !== "string") return "text";
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return "date";
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? "instant" : "text";
}
