import { analyse, type Analysis, type AnalyseInput } from "../../analysis/analyse.ts";
import { compose, type ComposeInput } from "../../analysis/compose.ts";
import { knownReadings, recallReadings, type KnownReadings } from "../../analysis/letters.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";
import { check } from "../../verify/check.ts";
import { fix } from "../../verify/fix.ts";
import type { Evidence, Violation } from "../../verify/violation.ts";

/** What all of the work is about, and what it grows with. */
export interface Spread {
  items: readonly Item[];
  /** What stood at the last run and is there no more. */
  gone: readonly Item[];
}

type Rest<Input extends Spread> = Omit<Input, keyof Spread>;

/** A draft, and what it is to be held against. */
export interface Draft {
  draft: Briefing;
  evidence: Rest<Evidence>;
}

/** A briefing that holds, and what did not. */
export interface Verified {
  briefing: Briefing;
  violations: readonly Violation[];
}

/** What the analyst can be asked about a spread, as plain data, and what it answers. */
export interface AnalystWork {
  /** Takes up what earlier runs have read in letters, and gives back what is known by now. */
  analyse(input: Rest<AnalyseInput> & { known: KnownReadings }): { analysis: Analysis; known: KnownReadings };
  compose(input: Rest<ComposeInput>): Briefing;
  /** Holds every line against its evidence; what fails is replaced by what its findings say themselves. */
  verify(input: Draft): Verified;
}

/** Pure work that grows with the number of items. */
export function workOn(spread: Spread): AnalystWork {
  return {
    analyse({ known, ...input }) {
      recallReadings(spread.items, input, known);
      const analysis = analyse({ ...input, ...spread });
      return { analysis, known: knownReadings(spread.items, input) };
    },
    compose: (input) => compose({ ...input, ...spread }),
    verify({ draft, evidence: rest }) {
      const evidence = { ...rest, ...spread };
      const violations = check(draft, evidence);
      return { briefing: fix(draft, violations, evidence).briefing, violations };
    },
  };
}
