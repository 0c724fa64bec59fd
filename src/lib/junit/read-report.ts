import { nextTurn } from "../next-turn.ts";
import { countOf } from "../text.ts";
import { decodePieces } from "./decode.ts";
import { BeyondMeasure, createParser, isReportRoot, startReading, type Reading } from "./reading.ts";
import type { Report, TestCase } from "./report.ts";
import { startTally } from "./tally.ts";

const NO_XML = "expected a test report, got something that is no XML";
const WRITE_ANEW = "Let the tests write it anew, or take it out of paths.";
const CONVERT = "Let the tests write JUnit's format, or convert it, as most test runners can.";
/** Formats with the same purpose, by their first element. */
const OTHER_FORMATS: Readonly<Record<string, string>> = {
  assemblies: "an xUnit.net report",
  Site: "a CTest dashboard file",
  "testng-results": "a TestNG report",
  coverage: "a coverage report",
  checkstyle: "a Checkstyle report",
  html: "a web page",
};
/** Beyond this many characters without an element, a document is something else. */
const LONGEST_PREFACE = 1_000_000;

const ELEMENT_NAME = /^[A-Za-z_][\w.-]{0,60}$/;

type Trouble = NonNullable<Report["trouble"]>;

/**
 * Reads a test report in JUnit's format or one of its dialects, from bytes or text, in memory that does not grow with its length; keeps
 * the first `most` tests that failed. Lets everything else have its turn while it reads. What is broken is told in `trouble`, with all
 * that could be read before; throws only what `chunks` or `signal` throw.
 */
export async function readReport(chunks: AsyncIterable<Uint8Array | string>, most: number, signal: AbortSignal): Promise<Report> {
  const tally = startTally(most);
  const reading = startReading(tally);
  const trouble = await readPieces(reading, chunks, signal);
  const { outermost } = reading;
  if (trouble) reading.remarks.delete("its tags don't match");
  else addContradictions(reading);
  const [name = ""] = outermost.names;
  const isNothing = trouble !== null && tally.elements.tests === 0;
  return {
    name: name !== "" && (outermost.number === 1 || outermost.total.tests !== null) ? name : "",
    counts: tally.counts,
    failing: [...tally.failing.values()].map((test) => withClass(test, reading)),
    timeSeconds: outermost.total.seconds ?? roundedSeconds(outermost.sum.seconds),
    timestamp: outermost.timestamp,
    remarks: isNothing ? [] : [...reading.remarks],
    trouble,
  };
}

/** By its class, where a format tells that apart from what became of the test. */
function withClass(test: TestCase, { classes }: Reading): TestCase {
  const className = classes.get(test.suite.name);
  if (className === undefined) return test;
  const name = test.name.startsWith(`${className}.`) ? test.name.slice(className.length + 1) : test.name;
  return { ...test, name, className, suite: { ...test.suite, name: className, path: className } };
}

async function readPieces(reading: Reading, chunks: AsyncIterable<Uint8Array | string>, signal: AbortSignal): Promise<Trouble | null> {
  const parser = createParser(reading);
  let length = 0;
  const pieces = decodePieces(chunks, ({ unknown }) => {
    if (unknown !== null) reading.remarks.add("its encoding is unknown, so it was read as UTF-8");
  });
  try {
    for await (const piece of pieces) {
      signal.throwIfAborted();
      length += piece.length;
      parser.write(piece);
      if (reading.root === null ? length > LONGEST_PREFACE : !isReportRoot(reading.root)) return foreign(reading.root);
      await nextTurn();
    }
    parser.end();
  } catch (error) {
    if (error instanceof BeyondMeasure) return { reason: error.message, hint: WRITE_ANEW, isForeign: false };
    throw error;
  }
  return troubleAtEnd(reading, length);
}

function troubleAtEnd({ root, isWhole }: Reading, length: number): Trouble | null {
  if (root === null && length === 0) return { reason: "expected a test report, got an empty file", hint: WRITE_ANEW, isForeign: false };
  if (root === null || !isReportRoot(root)) return foreign(root);
  if (!isWhole) return { reason: "it breaks off before its end, so some tests may be missing", hint: WRITE_ANEW, isForeign: false };
  return null;
}

function foreign(root: string | null): Trouble {
  if (root === null || !ELEMENT_NAME.test(root)) return { reason: NO_XML, hint: WRITE_ANEW, isForeign: false };
  const known = Object.hasOwn(OTHER_FORMATS, root) ? OTHER_FORMATS[root] : undefined;
  return {
    reason: `expected a test report in JUnit's format, got ${known ?? `XML that begins with ${root}`}`,
    hint: CONVERT,
    isForeign: true,
  };
}

/** Programs count runs or tests, so that either makes their sums right. */
function addContradictions({ outermost: { total, sum }, tally: { counts, elements }, remarks }: Reading): void {
  const tests = total.tests ?? sum.tests;
  const bad = total.bad ?? sum.bad;
  const failed = counts.failures + counts.errors;
  if (tests !== null && tests !== counts.tests && tests !== elements.tests) {
    remarks.add(`it says ${countOf(tests, "test")} and has ${counts.tests.toLocaleString("en-US")}, which were counted`);
  }
  if (bad !== null && bad !== failed && bad !== elements.bad) {
    remarks.add(`it says ${countOf(bad, "failure")} and has ${failed.toLocaleString("en-US")}, which were counted`);
  }
}

function roundedSeconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000) / 1000;
}
