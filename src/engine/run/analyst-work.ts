import { analyse, type Analysis, type AnalyseInput } from "../../analysis/analyse.ts";
import { compose, type ComposeInput } from "../../analysis/compose.ts";
import { newReadings, recallReadings, type KnownReadings } from "../../analysis/letters.ts";
import { summarise } from "../../analysis/summary/registry.ts";
import type { Briefing, Bullet } from "../../core/briefing.ts";
import type { Change } from "../../core/item.ts";
import { canonicalJson } from "../../lib/hash.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { check } from "../../verify/check.ts";
import { fix } from "../../verify/fix.ts";
import type { Evidence, Violation } from "../../verify/violation.ts";
import type { Laid } from "./spread.ts";

type Rest<Input> = Omit<Input, keyof Laid>;

/** What was concluded, and what became of the items' fields lately. */
export interface Concluded extends Analysis {
  changes: readonly Change[];
}

/** What all further questions begin with. It is canonical JSON: large, and taken up once. */
interface Knowing {
  concluded: Json<Concluded>;
}

/** What came of an analysis. */
export interface Analysed extends Knowing {
  /** Whether something is told that the reader has not been told before. */
  tellsAnew: boolean;
  /** What was read in letters for the first time. */
  read: KnownReadings;
}

/** A draft, and what it is to be held against. */
export interface Draft extends Knowing {
  draft: Briefing;
  evidence: Omit<Rest<Evidence>, "judged">;
}

/** A briefing that holds, and what did not. */
export interface Verified {
  briefing: Briefing;
  violations: readonly Violation[];
}

/** What the analyst can be asked about a spread, as plain data, and what it answers. */
export interface AnalystWork {
  /** Takes up what earlier runs have read in letters. */
  analyse(input: Omit<Rest<AnalyseInput>, "now"> & { known: KnownReadings }): Analysed;
  summarise(input: Knowing & { connector: string }): Bullet[];
  compose(input: Knowing & Omit<Rest<ComposeInput>, "judged" | "unchecked">): Briefing;
  /** Holds every line against its evidence; what fails is replaced by what its findings say themselves. */
  verify(input: Draft): Verified;
}

/** Pure work that grows with the number of items. */
export function workOn(laid: Laid): AnalystWork {
  let last: { json: Json<Concluded>; value: Concluded } | undefined;
  const recall = (json: Json<Concluded>): Concluded => {
    if (last?.json !== json) last = { json, value: parseOwnJson(json) };
    return last.value;
  };
  return {
    analyse({ known, ...input }) {
      recallReadings(laid.items, known);
      const value: Concluded = { ...analyse({ ...input, ...laid, now: laid.asOf }), changes: laid.changes };
      last = { json: canonicalJson(value), value };
      const tellsAnew = value.judged.some(({ word }) => word !== "repeat" && word !== "acknowledged");
      return { concluded: last.json, tellsAnew, read: newReadings(laid.items, input) };
    },
    summarise: ({ connector, concluded }) => summarise(connector, { ...laid, findings: recall(concluded).judged }),
    compose({ concluded, ...input }) {
      const { judged, unchecked } = recall(concluded);
      return compose({ ...input, ...laid, judged, unchecked });
    },
    verify({ draft, evidence: rest, concluded }) {
      const evidence = { ...rest, ...laid, judged: recall(concluded).judged };
      const violations = check(draft, evidence);
      return { briefing: fix(draft, violations, evidence).briefing, violations };
    },
  };
}
