/** What one way of telling something comes to, over all the days. */
export interface VerifyRow {
  what: string;
  /** Lines that should be noticed, or that are as good as any; or mornings on which a model was asked, and what must be told on them. */
  kind: "untrue" | "harmless" | "morning" | "mention";
  cases: number;
  /** How many were charged with something. */
  charged: number;
  /** Share that is to be charged at least, or at most where they are harmless. */
  aim: number;
  met: boolean;
  /** The first of those on which the check was wrong. */
  notes: readonly string[];
}

const MOST_NOTES = 4;

/** Counts cases as they come. */
export function tally(
  what: string,
  kind: VerifyRow["kind"],
  aim: number,
): { add(isCharged: boolean, note: () => string): void; row(): VerifyRow } {
  let cases = 0;
  let charged = 0;
  const notes: string[] = [];
  return {
    add(isCharged, note) {
      cases += 1;
      if (isCharged) charged += 1;
      if (isCharged !== (kind === "untrue") && notes.length < MOST_NOTES) notes.push(note());
    },
    row: () => {
      const share = cases === 0 ? Number.NaN : charged / cases;
      return { what, kind, cases, charged, aim, met: kind === "untrue" ? share >= aim : share <= aim, notes };
    },
  };
}
