import { PermanentError } from "../core/errors.ts";
import type { LedgerEntry } from "../core/finding.ts";
import type { FindingStore } from "../core/ports/store.ts";

/** What one automation's reader knows of a finding. */
export interface Known {
  automation: string;
  reader: string;
  entry: LedgerEntry;
}

/** The entries of the one finding whose key begins so, those of one reader where one is named. Throws PermanentError `finding-unknown` or `finding-ambiguous`. */
export async function getEntries(
  findings: Pick<FindingStore, "findByPrefix">,
  prefix: string,
  onlyFor?: string,
): Promise<[Known, ...Known[]]> {
  const found = prefix === "" ? [] : await findings.findByPrefix(prefix);
  const [first, ...others] = found.filter(({ reader }) => onlyFor === undefined || reader === onlyFor);
  if (!first) {
    throw new PermanentError("finding-unknown", `expected the key of a flag, got ${JSON.stringify(prefix)}`, {
      hint: "Each flag of a briefing shows its key, and `chief show <run>` lists them.",
    });
  }
  if (others.every(({ entry }) => entry.key === first.entry.key)) return [first, ...others];
  throw new PermanentError("finding-ambiguous", `expected ${prefix} to begin the key of one flag, got several`, {
    hint: "Give more of the key.",
  });
}
