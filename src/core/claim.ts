import type { Bullet } from "./briefing.ts";

/**
 * A line as a model hands it in. `text` has slots for whatever code is to write: `{{M3.start}}` for a field of the thing that was shown as
 * M3. `cites` are names of things (`M3`), `flags` names of findings (`F2`), as they were shown.
 */
export interface Claim {
  kind: Bullet["kind"];
  text: string;
  cites: readonly string[];
  flags: readonly string[];
}

/** Why a claim does not hold, for whoever is to mend it. */
export interface ClaimFault {
  code: string;
  message: string;
  /** How to mend it. */
  hint: string;
}

/** A claim that was held against its evidence: a line, or what is wrong with it. */
export interface CheckedClaim {
  /** The line with its facts filled in; where `faults` are left it is not to be told. */
  bullet: Bullet;
  faults: readonly ClaimFault[];
  /** What code has put right without asking. */
  fixed: readonly string[];
}

/** A claim and what came of holding it against its evidence, as the record of a run keeps it. */
export interface Verdict extends CheckedClaim {
  claim: Claim;
}
