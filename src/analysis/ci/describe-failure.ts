import type { Decided, Failure } from "../../core/ci-failure.ts";
import { findErrorType } from "./error-type.ts";
import { findFrames } from "./frames.ts";
import { maskLine } from "./mask.ts";
import { WORKSPACE } from "./parameters.ts";

/** What was read of one failure. */
export interface Reading {
  readonly source: string;
  /** The parts of its test's name; null for a step. */
  readonly test: readonly string[] | null;
  readonly step: string | null;
  readonly lines: readonly number[];
  readonly texts: readonly string[];
  readonly primaryError: string;
  /** What its source says of which kind it is, where the primary error does not say. */
  readonly type: string;
  /** Absent where it was told as it is, and nothing was chosen. */
  readonly decided?: Decided;
}

/** A failure with all that its text tells. */
export function describeFailure({ texts, type, test, ...rest }: Reading): Omit<Failure, "id"> {
  const { primaryError } = rest;
  return {
    ...rest,
    test: test === null ? null : nameOf(test),
    region: texts.join("\n"),
    masked: maskLine(primaryError),
    errorType: findErrorType(primaryError) ?? findErrorType(type),
    frames: findFrames(texts),
  };
}

/** Gives ids that are the same in each reading of the same source, whatever else is read. */
export function* withIds(failures: Iterable<Omit<Failure, "id">>): Generator<Failure> {
  const seen = new Map<string, number>();
  for (const failure of failures) {
    const name = `${failure.source}#${failure.test ?? failure.step ?? ""}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    yield { id: count === 1 ? name : `${name}~${count}`, ...failure };
  }
}

/** Each part once, and none with the folders of the machine that it ran on: the same test has one name everywhere. */
function nameOf(parts: readonly string[]): string {
  const short = parts.map((part) => part.replace(WORKSPACE, "")).filter((part) => part !== "");
  return [...new Set(short)].join(" > ");
}
