import type { Failure } from "../../core/ci-failure.ts";
import { describeFailure, withIds } from "./describe-failure.ts";
import { findGoTests } from "./go-events.ts";
import type { Log, LogLine } from "./log.ts";
import { findPrimary, wordsOf } from "./primary-error.ts";
import { findRegion } from "./region.ts";
import { findTestBlocks } from "./test-blocks.ts";

/** The failures of one log: one for each failing test, or one for the step that failed; none where nothing says that anything did. */
export function failuresOfLog(source: string, log: Log): Failure[] {
  return [...eachFailureOfLog(source, log)];
}

/** The same, one by one. */
export function eachFailureOfLog(source: string, log: Log): Generator<Failure> {
  return withIds(ofLog(source, log));
}

function* ofLog(source: string, log: Log): Generator<Omit<Failure, "id">> {
  const region = findRegion(log);
  const { step } = region;
  const events = findGoTests(log.lines);
  const tests = events.length > 0 ? events : findTestBlocks(log.lines);
  for (const { test, lines, dialect, message, type } of tests) {
    yield toFailure({ source, test: [test], step, type }, lines, message ?? primaryOf(lines), `dialects.${dialect}`);
  }
  if (tests.length === 0 && region.lines.length > 0) {
    yield toFailure({ source, test: null, step, type: "" }, region.lines, region.primary, `region.${region.mode}`);
  }
}

interface Place {
  readonly source: string;
  readonly test: readonly string[] | null;
  readonly step: string | null;
  readonly type: string;
}

function toFailure(place: Place, lines: readonly LogLine[], primary: LogLine | null, by: string): Omit<Failure, "id"> {
  return describeFailure({
    ...place,
    lines: lines.map(({ number }) => number),
    texts: lines.map(({ text }) => text),
    primaryError: primary ? wordsOf(primary.text) : "",
    decided: { region: by, primary: primary && { by: primary.by ?? "", line: primary.number } },
  });
}

/** The heading of a test says that it failed, and not why: it is taken where nothing else says anything. */
function primaryOf(lines: readonly LogLine[]): LogLine | null {
  const numbers = new Set(lines.map(({ number }) => number));
  return findPrimary(lines.slice(1), numbers) ?? findPrimary(lines, numbers);
}
