/** The times of one trigger. Times are milliseconds since the epoch. */
export interface TriggerKind {
  /** What is wrong with it, in words that name the way out; undefined where it can be used. */
  findProblem(): string | undefined;
  /** What its writer may not have meant. Only for a trigger without a problem. */
  warnings(now: number): readonly string[];
  /** The first time later than `after`; undefined once nothing is due any more. Only for a trigger without a problem. */
  next(after: number): number | undefined;
}
