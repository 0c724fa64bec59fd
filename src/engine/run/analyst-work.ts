import { analyse, type Analysis, type AnalyseInput } from "../../analysis/analyse.ts";
import { correspondence, type Correspondence, type Correspondent } from "../../analysis/chase/letters/correspondence.ts";
import { updatesOf } from "../../analysis/chase/updates.ts";
import { look } from "../../analysis/context/look.ts";
import { nameAll, type Letters, type Nameable, type Names } from "../../analysis/context/names.ts";
import { pack } from "../../analysis/context/pack.ts";
import { search } from "../../analysis/context/search.ts";
import type { Write } from "../../analysis/context/wording.ts";
import { goalEvidence } from "../../analysis/goal/evidence.ts";
import { tellGoal, type GoalTold } from "../../analysis/goal/tell.ts";
import { link } from "../../analysis/link.ts";
import { compose, type ComposeInput } from "../../analysis/compose.ts";
import { newReadings, recallReadings, type KnownReadings } from "../../analysis/letters.ts";
import { summarise } from "../../analysis/summary/registry.ts";
import type { Ask } from "../../core/ask.ts";
import type { Briefing, Bullet, PlanUpdate } from "../../core/briefing.ts";
import type { CheckedClaim, Claim } from "../../core/claim.ts";
import { isMustMention } from "../../core/finding.ts";
import type { Graded } from "../../core/goal.ts";
import type { ShownThing } from "../../core/ports/grader.ts";
import type { People } from "../../core/person.ts";
import type { Packed, PackRequest } from "../../core/ports/agent.ts";
import type { Change, SourceHealth } from "../../core/item.ts";
import { canonicalJson } from "../../lib/hash.ts";
import type { Json } from "../../lib/json.ts";
import { check } from "../../verify/check.ts";
import { credit } from "../../verify/credit.ts";
import { fix } from "../../verify/fix.ts";
import { checkGrades, stillMet } from "../../verify/grades.ts";
import { tokenCounter } from "../../lib/tokens.ts";
import { textOf } from "../../render/prose.ts";
import { checkClaims } from "../../verify/claims.ts";
import type { Evidence, Violation } from "../../verify/violation.ts";
import { isLasting } from "./gone.ts";
import type { Laid } from "./spread.ts";

type Rest<Input> = Omit<Input, keyof Laid>;

/** What was concluded. */
export interface Concluded extends Analysis {
  /** What became of the items' fields lately, oldest first. */
  changes: readonly Change[];
  /** How the sources stand. */
  sources: readonly SourceHealth[];
}

/** What came of an analysis. */
export interface Analysed {
  /** Canonical JSON, as it is kept. */
  concluded: Json<Concluded>;
  /** Whether something is told that the reader has not been told before. */
  tellsAnew: boolean;
  /** What was read in letters for the first time. */
  read: KnownReadings;
}

/** A draft, and what it is to be held against. */
export interface Draft {
  draft: Briefing;
  evidence: Omit<Rest<Evidence>, "judged">;
}

/** By which letters things are named. */
export interface Naming {
  letters: Letters;
}

/** A briefing that holds, and what did not. */
export interface Verified {
  briefing: Briefing;
  violations: readonly Violation[];
}

/** What the analyst can be asked about a spread, as plain data, and what it answers: first what is to be concluded, then the rest. */
export interface AnalystWork {
  /** Takes up what earlier runs have read in letters. */
  analyse(input: Omit<Rest<AnalyseInput>, "now"> & { known: KnownReadings }): Analysed;
  summarise(input: { connector: string }): Bullet[];
  compose(input: Omit<Rest<ComposeInput>, "judged" | "unchecked" | "chase">): Briefing;
  /** What a model is shown. */
  pack(input: PackRequest & Naming): Promise<Packed>;
  look(input: { handle: string; part?: number } & Naming): Promise<{ item: string; source: string; text: string } | undefined>;
  search(input: { words: string; from: readonly string[] } & Naming): string[];
  /** Holds claims of a model against their evidence. */
  claims(input: { claims: readonly Claim[]; evidence: Draft["evidence"] } & Naming): CheckedClaim[];
  /** What of a goal is met as it was, and what a grader is shown of the rest. */
  goalEvidence(input: { held: readonly Graded[] } & Naming): { standing: Graded[]; open: string[]; things: ShownThing[] };
  /** Holds what a grader answered against the things that it was shown. */
  grade(input: { criteria: readonly string[]; answer: unknown } & Naming): Graded[];
  /** The briefing with where the goal stands. */
  tellGoal(input: Omit<GoalTold, "items">): Briefing;
  /** What answers change in the plan. */
  updates(input: { asks: readonly Ask[]; people: People }): PlanUpdate[];
  /** What is written to people, and to plans, beside the briefing. */
  correspond(input: Omit<Correspondent, "chased">): Correspondence;
  /** Holds every line against its evidence; what fails is replaced by what its findings say themselves. */
  verify(input: Draft): Verified;
}

/** Pure work that grows with the number of items. `concluded` is what an earlier execution of the run has concluded. */
export function workOn(laid: Laid, concluded: Concluded | undefined): AnalystWork {
  let known = concluded;
  const recall = (): Concluded => {
    if (known === undefined) throw new Error("expected something to be concluded before anything else, got nothing");
    return known;
  };
  let shown: Laid | undefined;
  const told = (): Laid => (shown ??= withAsks(laid, recall()));
  let names: Names | undefined;
  const named = (letters: Letters): Names => (names ??= nameAll(nameable(told()), recall().judged, letters));
  const write: Write = (prose) => textOf(prose, laid);
  return {
    analyse({ known: readings, ...input }) {
      recallReadings(laid.items, readings);
      known = { ...analyse({ ...input, ...laid, now: laid.asOf }), changes: laid.changes, sources: laid.sources };
      const tellsAnew = known.judged.some(({ word }) => word !== "repeat" && word !== "acknowledged");
      return { concluded: canonicalJson(known), tellsAnew, read: newReadings(laid.items, input) };
    },
    summarise: ({ connector }) => summarise(connector, { ...laid, findings: recall().judged }),
    compose(input) {
      const { judged, unchecked, chase } = recall();
      return compose({ ...input, ...told(), judged, unchecked, ...(chase && { chase }) });
    },
    async pack({ letters, ...request }) {
      const { elsewhere } = link(laid.items);
      const shown = { names: named(letters), elsewhere, write, isMust: isMustMention };
      return pack({ ...request, ...laid, ...shown, judged: recall().judged }, await tokenCounter());
    },
    async look({ handle, part, letters }) {
      const found = look(handle, { names: named(letters), write, count: await tokenCounter() }, part);
      return found && { item: found.item.id, source: found.item.source, text: found.text };
    },
    search: ({ words, from, letters }) =>
      search(
        words,
        laid.items.filter(({ source }) => from.includes(source)),
        named(letters),
      ),
    claims: ({ claims, evidence, letters }) => checkClaims(claims, named(letters), { ...evidence, ...told(), judged: recall().judged }),
    goalEvidence({ held, letters }) {
      const standing = stillMet(held, {
        itemOf: (id) => laid.items.find((item) => item.id === id),
        isGone: (id) => laid.gone.some((item) => item.id === id && isLasting(item)),
      });
      const open = held.flatMap(({ criterion }) => (standing.some((each) => each.criterion === criterion) ? [] : [criterion]));
      const news = new Set(laid.news.map(({ contentHash }) => contentHash));
      return { standing, open, things: goalEvidence(open, { items: link(laid.items).items, news, nameOf: named(letters).nameOf }) };
    },
    grade: ({ criteria, answer, letters }) => checkGrades({ criteria, answer, asOf: laid.asOf, itemOf: named(letters).itemOf }),
    tellGoal: (input) => tellGoal({ ...input, items: [...laid.gone, ...told().items] }),
    updates: ({ asks, people }) =>
      updatesOf(asks, { items: link(laid.items).items, changes: laid.changes, earlier: recall().chase?.earlier ?? [], people }),
    correspond(input) {
      const { chase: chased } = recall();
      if (chased === undefined) throw new Error("expected somebody to be asked, got an automation that asks nobody");
      return correspondence({ ...input, chased }, link(laid.items).items);
    },
    verify({ draft, evidence: rest }) {
      const evidence = { ...rest, ...told(), judged: recall().judged };
      const violations = check(draft, evidence);
      return { briefing: credit(fix(draft, violations, evidence).briefing, draft), violations };
    },
  };
}

/** What was asked and answered is told of like anything that was read; rules have no eye for it. */
function withAsks(laid: Laid, { chase }: Concluded): Laid {
  return chase === undefined ? laid : { ...laid, items: [...laid.items, ...chase.evidence] };
}

/** What stood at the last run and is there no more can still be told of. */
function nameable({ items, gone }: Laid): Nameable {
  const linked = link(items);
  return { items: [...linked.items, ...gone], standIns: linked.standIns };
}
